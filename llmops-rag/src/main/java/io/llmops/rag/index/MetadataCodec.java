package io.llmops.rag.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;

/** Metadata as bytes: the number of entries, and of each the name, a letter for the type, and the value. */
final class MetadataCodec {

    private MetadataCodec() {}

    static BytesRef encode(Map<String, Object> metadata) {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        out.writeInt(metadata.size());
        metadata.forEach((name, value) -> {
            out.writeString(name);
            write(out, name, value);
        });
        return new BytesRef(out.toArrayCopy());
    }

    private static void write(ByteBuffersDataOutput out, String name, Object value) {
        if (value instanceof String s) {
            out.writeByte((byte) 's');
            out.writeString(s);
        } else if (value instanceof UUID u) {
            out.writeByte((byte) 'u');
            out.writeLong(u.getMostSignificantBits());
            out.writeLong(u.getLeastSignificantBits());
        } else if (value instanceof Integer i) {
            out.writeByte((byte) 'i');
            out.writeInt(i);
        } else if (value instanceof Long l) {
            out.writeByte((byte) 'l');
            out.writeLong(l);
        } else if (value instanceof Float f) {
            out.writeByte((byte) 'f');
            out.writeInt(Float.floatToRawIntBits(f));
        } else if (value instanceof Double d) {
            out.writeByte((byte) 'd');
            out.writeLong(Double.doubleToRawLongBits(d));
        } else {
            throw new IllegalArgumentException("metadata " + name + " has type "
                    + value.getClass().getName() + ", but must be String, UUID, Integer, Long, Float or Double");
        }
    }

    static Map<String, Object> decode(BytesRef bytes) throws IOException {
        ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
        int size = in.readInt();
        Map<String, Object> metadata = new HashMap<>();
        for (int i = 0; i < size; i++) {
            metadata.put(in.readString(), read(in));
        }
        return metadata;
    }

    private static Object read(ByteArrayDataInput in) throws IOException {
        byte type = in.readByte();
        return switch (type) {
            case 's' -> in.readString();
            case 'u' -> new UUID(in.readLong(), in.readLong());
            case 'i' -> in.readInt();
            case 'l' -> in.readLong();
            case 'f' -> Float.intBitsToFloat(in.readInt());
            case 'd' -> Double.longBitsToDouble(in.readLong());
            default -> throw new CorruptIndexException("unknown type of metadata: " + type, "metadata");
        };
    }
}
