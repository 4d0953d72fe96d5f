package io.llmops.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.llmops.api.exception.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model in two files of the user's. */
record FileSource(Path model, Path tokenizerFile) implements ModelSource {

    FileSource {
        for (Path file : new Path[] {model, tokenizerFile}) {
            if (!Files.isRegularFile(file)) {
                throw new ConfigurationException("there is no file " + file + " to read an embedding model from");
            }
        }
    }

    @Override
    public InputStream tokenizer() throws IOException {
        return Files.newInputStream(tokenizerFile);
    }

    /** By its path, not its bytes, so that weights in a file beside it are found. */
    @Override
    public OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException {
        return environment.createSession(model.toString(), options);
    }

    @Override
    public String toString() {
        return model.toString();
    }
}
