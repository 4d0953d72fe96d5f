/** What an answer must be like: its form, length, language, references, and what it must not repeat. */
@NullMarked
package io.llmops.core.guard.output;

import org.jspecify.annotations.NullMarked;
