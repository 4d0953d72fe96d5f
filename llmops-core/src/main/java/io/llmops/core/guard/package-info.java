/** Guardrails: sensitive words and what is done about them. */
@NullMarked
package io.llmops.core.guard;

import org.jspecify.annotations.NullMarked;
