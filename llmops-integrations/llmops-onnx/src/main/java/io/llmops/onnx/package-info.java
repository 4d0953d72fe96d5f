/**
 * Embedding models that run inside the process, batched over ONNX Runtime. The provider's name is {@code onnx}; a model
 * can also be built by hand with {@link io.llmops.onnx.OnnxEmbeddingModel}, without the rest of llmops.
 */
@NullMarked
package io.llmops.onnx;

import org.jspecify.annotations.NullMarked;
