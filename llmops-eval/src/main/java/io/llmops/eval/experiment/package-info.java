/** Experiments: a dataset run with several subjects, judged by metrics and people, and compared row by row. */
@NullMarked
package io.llmops.eval.experiment;

import org.jspecify.annotations.NullMarked;
