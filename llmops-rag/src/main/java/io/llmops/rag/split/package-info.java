/** Cutting text into chunks and sentences, in Western languages and Chinese. */
@NullMarked
package io.llmops.rag.split;

import org.jspecify.annotations.NullMarked;
