/** Bringing an index in line with the sources of its documents. */
@NullMarked
package io.llmops.rag.ingest;

import org.jspecify.annotations.NullMarked;
