package io.llmops.rag.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.lucene.util.BytesRef;

/** A vector as bytes, four for each number, the least significant first. */
final class VectorCodec {

    private VectorCodec() {}

    static BytesRef encode(float[] vector) {
        ByteBuffer out = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.asFloatBuffer().put(vector);
        return new BytesRef(out.array());
    }

    static float[] decode(BytesRef bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        decode(bytes, vector, 0);
        return vector;
    }

    static void decode(BytesRef bytes, float[] to, int offset) {
        ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(to, offset, bytes.length / Float.BYTES);
    }

    /**
     * Checks what a caller gives for a vector.
     *
     * @throws IllegalArgumentException if it has another length or holds what is no number
     */
    static void check(float[] vector, int dimension, String of) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    of + " has a vector of length " + vector.length + ", but the index has dimension " + dimension);
        }
        for (float x : vector) {
            if (!Float.isFinite(x)) {
                throw new IllegalArgumentException(of + " has a vector with " + x + " in it");
            }
        }
    }
}
