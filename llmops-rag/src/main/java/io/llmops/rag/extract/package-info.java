/** A model that answers by quoting the passages that it is given, without any generation. */
@NullMarked
package io.llmops.rag.extract;

import org.jspecify.annotations.NullMarked;
