package io.llmops.core.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptMessage;
import io.llmops.api.prompt.PromptRole;
import io.llmops.api.prompt.PromptVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version as a Markdown file that people can read and compare: front matter, then a heading for each message.
 *
 * <pre>
 * ---
 * author: "李雷"
 * note: "shorter"
 * variables:
 *   question:
 *     type: "text"
 * parameters:
 *   temperature: 0.2
 * parent: 3
 * created: "2026-11-01T08:00:00Z"
 * hash: "1f0c..."
 * ---
 * ## system
 * You answer from the handbook.
 * ## user
 * {{question}}
 * </pre>
 */
final class VersionFile {

    private static final String FENCE = "---\n";

    private VersionFile() {}

    /** A file's front matter and what follows it. */
    private record Halves(JsonNode head, String body) {}

    static byte[] write(PromptVersion version) {
        Map<String, Object> head = new LinkedHashMap<>(FrontMatter.write(version.draft()));
        if (version.parent() > 0) {
            head.put("parent", version.parent());
        }
        head.put("created", version.createdAt().toString());
        head.put("hash", version.hash());
        String text = FENCE + Yaml.write(head) + FENCE + MessageText.write(version.draft());
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a file that {@link #write} wrote; where Git changed the ends of its lines, the hash tells which were there. */
    static PromptVersion read(String name, int number, Path file, byte[] bytes) {
        String raw = decode(file, bytes);
        String unix = raw.replace("\r\n", "\n");
        Optional<PromptVersion> intact = Optional.empty();
        if (raw.indexOf('\r') >= 0 && !raw.startsWith("---\r")) {
            intact = intact(name, number, file, raw, false);
        }
        return intact.or(() -> intact(name, number, file, unix, false))
                .or(() -> intact(name, number, file, unix, true))
                .orElseThrow(() -> broken(
                        file,
                        "its text was changed after it was published (the hash does not match): a version never"
                                + " changes, so restore the file and publish the new text as a new version"));
    }

    /**
     * What a person wrote to be published: the same form, in which front matter, {@code created} and {@code hash} may be
     * missing, and text without headings is the user template.
     */
    static PromptDraft readDraft(String name, Path file, byte[] bytes) {
        String text = decode(file, bytes).replace("\r\n", "\n");
        Halves halves = text.startsWith(FENCE) ? split(file, text) : new Halves(Yaml.EMPTY, text);
        List<PromptMessage> messages = MessageText.read(halves.body());
        FrontMatter.unknown(halves.head()).ifPresent(key -> {
            throw broken(
                    file,
                    "'" + key
                            + "' is no setting of a prompt; there are author, note, delimiters, variables, parameters");
        });
        return draft(
                name,
                file,
                halves.head(),
                messages.isEmpty() ? List.of(new PromptMessage(PromptRole.USER, halves.body())) : messages);
    }

    /** The version as its hash says that it was published, if the text gives it; with Windows' line ends if asked for. */
    private static Optional<PromptVersion> intact(String name, int number, Path file, String text, boolean windows) {
        Halves halves = split(file, text);
        String hash = required(file, halves.head(), "hash");
        Instant created = created(file, halves.head());
        // Files of before parents were written down have none: there the version before is meant.
        int parent = halves.head().path("parent").asInt(number - 1);
        for (List<PromptMessage> messages :
                List.of(MessageText.read(halves.body()), MessageText.withoutAssistant(halves.body()))) {
            PromptDraft draft = draft(name, file, halves.head(), messages);
            PromptDraft asPublished = windows ? draft.withTexts(t -> t.replace("\n", "\r\n")) : draft;
            if (asPublished.hash().equals(hash)) {
                return Optional.of(new PromptVersion(asPublished, number, hash, created, parent));
            }
        }
        return Optional.empty();
    }

    private static Halves split(Path file, String text) {
        int end = text.indexOf("\n" + FENCE);
        if (!text.startsWith(FENCE) || end < 0) {
            throw broken(file, "it must begin with front matter between two lines of ---");
        }
        try {
            JsonNode head = Yaml.read(text.substring(FENCE.length(), end + 1));
            return new Halves(head, text.substring(end + 1 + FENCE.length()));
        } catch (JsonProcessingException e) {
            throw broken(file, "its front matter is no YAML: " + Yaml.reason(e));
        }
    }

    private static PromptDraft draft(String name, Path file, JsonNode head, List<PromptMessage> messages) {
        if (messages.stream().noneMatch(m -> m.role() == PromptRole.USER)) {
            throw broken(file, "after the front matter it must have '## user', before it '## system' if there is one");
        }
        PromptDraft.Builder draft = PromptDraft.builder(name);
        for (int i = 0; i < messages.size(); i++) {
            String text = messages.get(i).text();
            switch (messages.get(i).role()) {
                case SYSTEM -> {
                    if (i > 0) {
                        throw broken(file, "'## system' must be its first heading");
                    }
                    draft.system(text);
                }
                case USER -> draft.user(text);
                case ASSISTANT -> draft.assistant(text);
            }
        }
        try {
            FrontMatter.read(head, draft);
        } catch (PromptException e) {
            throw broken(file, e);
        }
        return draft.build();
    }

    private static String required(Path file, JsonNode head, String key) {
        return Optional.ofNullable(head.get(key))
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> broken(file, "its front matter has no '" + key + "'"));
    }

    private static Instant created(Path file, JsonNode head) {
        String created = required(file, head, "created");
        try {
            return Instant.parse(created);
        } catch (DateTimeException e) {
            throw broken(file, "created '" + created + "' is no instant such as 2026-11-01T08:00:00Z");
        }
    }

    private static String decode(Path file, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw broken(file, "it is not UTF-8");
        }
    }

    static PromptException broken(Path file, String why) {
        return new PromptException(file + " cannot be used: " + why);
    }

    private static PromptException broken(Path file, PromptException why) {
        return new PromptException(file + " cannot be used: " + why.getMessage(), why);
    }
}
