package io.llmops.jdbc;

import dev.langchain4j.data.embedding.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;

/** Embeddings as text, which every database stores alike: Base64 of 32-bit floats, the lowest byte first. */
final class VectorText {

    private VectorText() {}

    static String write(Embedding embedding) {
        float[] vector = embedding.vector();
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** The embedding; empty for a damaged text. */
    static Optional<Embedding> read(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length == 0 || bytes.length % Float.BYTES != 0) {
            return Optional.empty();
        }
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return Optional.of(Embedding.from(vector));
    }
}
