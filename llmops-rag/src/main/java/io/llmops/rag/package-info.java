/** Knowledge bases: documents are synchronised from a source into an index, and found again for a question. */
@NullMarked
package io.llmops.rag;

import org.jspecify.annotations.NullMarked;
