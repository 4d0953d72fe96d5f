/** How good a knowledge base is: by questions, by use, by its own content. */
@NullMarked
package io.llmops.rag.quality;

import org.jspecify.annotations.NullMarked;
