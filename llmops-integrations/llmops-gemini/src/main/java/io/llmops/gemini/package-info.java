/** Google's Gemini models. */
@NullMarked
package io.llmops.gemini;

import org.jspecify.annotations.NullMarked;
