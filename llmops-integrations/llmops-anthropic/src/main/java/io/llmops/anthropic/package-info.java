/** Anthropic's chat models. */
@NullMarked
package io.llmops.anthropic;

import org.jspecify.annotations.NullMarked;
