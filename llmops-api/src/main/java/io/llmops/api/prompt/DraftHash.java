package io.llmops.api.prompt;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * SHA-256 over what a draft says to a model and asks of a call. A draft of at most a system and a user template alone is
 * hashed as it was before there was more: so old versions keep their hash.
 */
final class DraftHash {

    private static final int NO_SYSTEM = -1;
    /** No length of a text, so that no draft of the old form begins like this. */
    private static final int WITH_MORE = -2;

    private final MessageDigest digest = sha256();

    private DraftHash() {}

    static String of(PromptDraft draft) {
        DraftHash hash = new DraftHash();
        if (isPlain(draft)) {
            hash.plain(draft);
        } else {
            hash.number(WITH_MORE).whole(draft);
        }
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private static boolean isPlain(PromptDraft draft) {
        return draft.messages().size() == (draft.system().isPresent() ? 2 : 1)
                && draft.delimiters().equals(PromptDelimiters.DEFAULT)
                && draft.variables().isEmpty()
                && draft.parameters().equals(PromptParameters.NONE);
    }

    private void plain(PromptDraft draft) {
        draft.system().ifPresentOrElse(this::text, () -> number(NO_SYSTEM));
        digest.update(draft.user().getBytes(StandardCharsets.UTF_8));
    }

    private void whole(PromptDraft draft) {
        text(draft.delimiters().open()).text(draft.delimiters().close());
        number(draft.messages().size());
        draft.messages().forEach(m -> text(m.role().name()).text(m.text()));
        number(draft.variables().size());
        draft.variables().forEach(this::variable);
        value(draft.parameters().asMap());
    }

    private void variable(PromptVariable v) {
        text(v.name()).text(v.type().name()).text(String.valueOf(v.required())).text(v.description());
        value(v.defaultValue().map(List::of).orElse(List.of()));
        value(v.enumeration());
        value(v.examples());
    }

    /** A value with its kind, so that the text {@code 1} and the number are two. */
    private void value(Object value) {
        if (value instanceof List<?> items) {
            text("list").number(items.size());
            items.forEach(this::value);
        } else if (value instanceof Map<?, ?> fields) {
            text("object").number(fields.size());
            fields.forEach((key, field) -> {
                text(String.valueOf(key));
                value(field);
            });
        } else if (value instanceof Number number) {
            text("number")
                    .text(new BigDecimal(number.toString()).stripTrailingZeros().toString());
        } else {
            text(value instanceof Boolean ? "boolean" : "text").text(value.toString());
        }
    }

    private DraftHash text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        digest.update(bytes);
        return this;
    }

    private DraftHash number(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        return this;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
