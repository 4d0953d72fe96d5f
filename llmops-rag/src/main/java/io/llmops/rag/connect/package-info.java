/** Sources of documents, and readers of the kinds that need no library: text, Markdown, CSV. */
@NullMarked
package io.llmops.rag.connect;

import org.jspecify.annotations.NullMarked;
