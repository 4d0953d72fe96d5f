/** Chat and embedding models that an Ollama server runs. */
@NullMarked
package io.llmops.ollama;

import org.jspecify.annotations.NullMarked;
