@NullMarked
package io.llmops.rag.connect;

import org.jspecify.annotations.NullMarked;
