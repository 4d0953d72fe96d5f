package io.llmops.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;

/** Where the two parts of a model are. Its {@code toString()} names it for error messages. */
interface ModelSource {

    /** The {@code tokenizer.json}; the caller closes it. */
    InputStream tokenizer() throws IOException;

    /** Loads the network; the caller closes it. */
    OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException, IOException;
}
