/** Measures retrieval on judged collections in the layouts of BEIR and TREC. */
@NullMarked
package io.llmops.eval.retrieval;

import org.jspecify.annotations.NullMarked;
