/** One crash-safe Lucene index on disk: text, metadata, vectors, keywords, and the record of what was ingested. */
@NullMarked
package io.llmops.rag.index;

import org.jspecify.annotations.NullMarked;
