/** Prompt injection: text that is not the application's own is marked as such, and judged by what it says. */
@NullMarked
package io.llmops.core.guard.injection;

import org.jspecify.annotations.NullMarked;
