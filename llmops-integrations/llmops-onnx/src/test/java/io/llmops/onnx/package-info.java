@NullMarked
package io.llmops.onnx;

import org.jspecify.annotations.NullMarked;
