package io.llmops.core.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SHA-256 over fields, each with its length before it; "absent" differs from "empty". Used by one thread. */
final class FieldDigest {

    private final MessageDigest sha;

    FieldDigest() {
        try {
            this.sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private FieldDigest(MessageDigest sha) {
        this.sha = sha;
    }

    /** Adds a field by its text. */
    FieldDigest add(@Nullable Object field) {
        if (field == null) {
            length(-1);
        } else {
            byte[] bytes = field.toString().getBytes(StandardCharsets.UTF_8);
            length(bytes.length);
            sha.update(bytes);
        }
        return this;
    }

    /** Adds a list: how many, then each. */
    FieldDigest addAll(@Nullable List<String> fields) {
        add(fields == null ? null : fields.size());
        if (fields != null) {
            fields.forEach(this::add);
        }
        return this;
    }

    /** One that goes on from here by itself. */
    FieldDigest copy() {
        try {
            return new FieldDigest((MessageDigest) sha.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's SHA-256 cannot be copied", e);
        }
    }

    /** The hash; nothing can be added after it. */
    String hex() {
        return HexFormat.of().formatHex(sha.digest());
    }

    private void length(int length) {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }
}
