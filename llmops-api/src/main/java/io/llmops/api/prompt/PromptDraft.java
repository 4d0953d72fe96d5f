package io.llmops.api.prompt;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is published as a new version: the text of the messages, as Mustache templates, and who wrote it and why.
 * Immutable.
 */
public final class PromptDraft {

    private final String name;
    private final @Nullable String system;
    private final String user;
    private final String author;
    private final String note;

    private PromptDraft(Builder b, String user) {
        this.name = b.name;
        this.system = b.system;
        this.user = user;
        this.author = b.author;
        this.note = b.note;
    }

    /**
     * A builder.
     *
     * @throws io.llmops.api.exception.PromptException if {@code name} is no prompt name
     */
    public static Builder builder(String name) {
        return new Builder(PromptRef.checkName(name));
    }

    /** The prompt's name. */
    public String name() {
        return name;
    }

    /** Template of the system message, if there is one. */
    public Optional<String> system() {
        return Optional.ofNullable(system);
    }

    /** Template of the user message. */
    public String user() {
        return user;
    }

    /** Who wrote it; empty by default. */
    public String author() {
        return author;
    }

    /** Why it was changed; empty by default. */
    public String note() {
        return note;
    }

    /**
     * SHA-256 over the templates alone, lower-case hexadecimal: over the byte length of the system template as four
     * bytes, big endian, -1 where there is none; then the system template and the user template in UTF-8.
     */
    public String hash() {
        byte[] head = system == null ? new byte[0] : system.getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(system == null ? -1 : head.length)
                .array());
        digest.update(head);
        digest.update(user.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Builds a {@link PromptDraft}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private @Nullable String system;
        private @Nullable String user;
        private String author = "";
        private String note = "";

        private Builder(String name) {
            this.name = name;
        }

        /** Template of the system message; none by default. */
        public Builder system(@Nullable String system) {
            this.system = system;
            return this;
        }

        /** Template of the user message; required. */
        public Builder user(String user) {
            this.user = requireNonNull(user, "user");
            return this;
        }

        /** Who wrote it. */
        public Builder author(String author) {
            this.author = requireNonNull(author, "author");
            return this;
        }

        /** Why it was changed. */
        public Builder note(String note) {
            this.note = requireNonNull(note, "note");
            return this;
        }

        /**
         * The draft.
         *
         * @throws IllegalStateException if the user template is missing
         */
        public PromptDraft build() {
            if (user == null) {
                throw new IllegalStateException("prompt '" + name + "': user(...) is required");
            }
            return new PromptDraft(this, user);
        }
    }
}
