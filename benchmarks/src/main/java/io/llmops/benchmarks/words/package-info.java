/** Sensitive words beside another word matcher. */
@NullMarked
package io.llmops.benchmarks.words;

import org.jspecify.annotations.NullMarked;
