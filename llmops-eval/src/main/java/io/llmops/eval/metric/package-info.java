/** Metrics of answers and of rankings. */
@NullMarked
package io.llmops.eval.metric;

import org.jspecify.annotations.NullMarked;
