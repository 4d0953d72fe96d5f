/** From passages to an answer: how passages stand in a prompt, and how an answer's references are bound to them. */
@NullMarked
package io.llmops.core.answer;

import org.jspecify.annotations.NullMarked;
