/** Finds passages for a question: by meaning, by words, or by both. */
@NullMarked
package io.llmops.rag.retrieve;

import org.jspecify.annotations.NullMarked;
