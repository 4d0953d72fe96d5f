package io.llmops.eval.sidebyside;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmops.api.eval.Example;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which cell of which plan, the same in every JVM: a hash over the prompt version's text, the model, the parameters, the row
 * with its values, and the repeat. What would be sent otherwise is another cell.
 */
final class CellKey {

    private static final int BYTES = 16;

    private final MessageDigest digest;

    private CellKey() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(String promptHash, Column column, int maxOutputTokens, Example row, int repeat) {
        Map<String, String> input = row.input();
        return new CellKey()
                .add(promptHash)
                .add(column.model().toString())
                .add(column.sampling().temperature())
                .add(column.sampling().topP())
                .add(column.sampling().seed())
                .add(maxOutputTokens)
                .add(row.id())
                .add(Example.of(input, null, "").id())
                .add(repeat)
                .hex();
    }

    /** Each part goes in with its length, so that "ab" + "c" differs from "a" + "bc"; null is the empty text. */
    private CellKey add(@Nullable Object part) {
        byte[] bytes = part == null ? new byte[0] : part.toString().getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
