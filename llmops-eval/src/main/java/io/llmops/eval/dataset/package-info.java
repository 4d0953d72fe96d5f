/** Datasets from files, and back. */
@NullMarked
package io.llmops.eval.dataset;

import org.jspecify.annotations.NullMarked;
