package io.llmops.core.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A version as a Markdown file that people can read and compare: front matter, then a heading for each part.
 *
 * <pre>
 * ---
 * author: "李雷"
 * note: "shorter"
 * parent: 3
 * created: "2026-11-01T08:00:00Z"
 * hash: "1f0c..."
 * ---
 * ## system
 * You answer from the handbook.
 * ## user
 * {{question}}
 * </pre>
 *
 * A heading is a run of {@code #} and the part's name. The run has two signs, and more where a text itself holds such a
 * line, as the fence of a code block grows with what it encloses; the first heading of a file says how many.
 */
final class VersionFile {

    private static final String FENCE = "---\n";
    private static final int MAX_RUN = 64;

    private VersionFile() {}

    static byte[] write(PromptVersion version) {
        PromptDraft draft = version.draft();
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("author", draft.author());
        head.put("note", draft.note());
        if (version.parent() > 0) {
            head.put("parent", version.parent());
        }
        head.put("created", version.createdAt().toString());
        head.put("hash", version.hash());
        String run = run(draft);
        StringBuilder out = new StringBuilder(FENCE).append(Yaml.write(head)).append(FENCE);
        draft.system()
                .ifPresent(system ->
                        out.append(heading(run, "system")).append(system).append('\n'));
        out.append(heading(run, "user")).append(draft.user()).append('\n');
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a file that {@link #write} wrote; where Git changed the ends of its lines, the hash tells which were there. */
    static PromptVersion read(String name, int number, Path file, byte[] bytes) {
        String raw = decode(file, bytes);
        if (raw.indexOf('\r') >= 0 && !raw.startsWith("---\r")) {
            PromptVersion asItIs = parse(name, number, file, raw);
            if (isIntact(asItIs)) {
                return asItIs;
            }
        }
        PromptVersion unix = parse(name, number, file, raw.replace("\r\n", "\n"));
        return isIntact(unix) ? unix : windows(file, unix);
    }

    private static PromptVersion parse(String name, int number, Path file, String text) {
        int end = text.indexOf("\n" + FENCE);
        if (!text.startsWith(FENCE) || end < 0) {
            throw broken(file, "it must begin with front matter between two lines of ---");
        }
        JsonNode head = head(file, text.substring(FENCE.length(), end + 1));
        PromptDraft.Builder draft = PromptDraft.builder(name)
                .author(head.path("author").asText(""))
                .note(head.path("note").asText(""));
        parts(file, text.substring(end + 1 + FENCE.length()), draft);
        return new PromptVersion(draft.build(), number, required(file, head, "hash"), created(file, head), parent(head, number));
    }

    /** The version with all line ends as Windows has them, if that is what was published. */
    private static PromptVersion windows(Path file, PromptVersion unix) {
        PromptDraft draft = unix.draft();
        PromptVersion changed = new PromptVersion(
                PromptDraft.builder(draft.name())
                        .system(draft.system().map(s -> s.replace("\n", "\r\n")).orElse(null))
                        .user(draft.user().replace("\n", "\r\n"))
                        .author(draft.author())
                        .note(draft.note())
                        .build(),
                unix.number(),
                unix.hash(),
                unix.createdAt(),
                unix.parent());
        if (!isIntact(changed)) {
            throw broken(
                    file,
                    "its text was changed after it was published (the hash does not match): a version never changes,"
                            + " so restore the file and publish the new text as a new version");
        }
        return changed;
    }

    private static boolean isIntact(PromptVersion version) {
        return version.hash().equals(version.draft().hash());
    }

    private static void parts(Path file, String body, PromptDraft.Builder draft) {
        String run =
                body.substring(0, body.length() - body.replaceFirst("^#+", "").length());
        String system = heading(run, "system");
        String user = heading(run, "user");
        String rest = body;
        if (run.length() >= 2 && body.startsWith(system)) {
            int at = body.indexOf("\n" + user, system.length() - 1);
            if (at < 0) {
                throw broken(file, "the heading '" + user.strip() + "' is missing");
            }
            draft.system(body.substring(system.length(), Math.max(at, system.length())));
            rest = body.substring(at + 1);
        }
        if (run.length() < 2 || !rest.startsWith(user)) {
            throw broken(file, "after the front matter it must have '## user', or '## system' and '## user'");
        }
        String text = rest.substring(user.length());
        draft.user(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }

    private static JsonNode head(Path file, String yaml) {
        try {
            return Yaml.read(yaml);
        } catch (JsonProcessingException e) {
            throw broken(file, "its front matter is no YAML: " + Yaml.reason(e));
        }
    }

    private static String required(Path file, JsonNode head, String key) {
        return Optional.ofNullable(head.get(key))
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> broken(file, "its front matter has no '" + key + "'"));
    }

    /** Files of before parents were written down have none: there the version before is meant. */
    private static int parent(JsonNode head, int number) {
        return head.path("parent").asInt(number - 1);
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

    private static String run(PromptDraft draft) {
        String text = ("\n" + draft.system().orElse("") + "\n" + draft.user() + "\n").replace("\r\n", "\n");
        for (int length = 2; length <= MAX_RUN; length++) {
            String run = "#".repeat(length);
            if (!text.contains("\n" + heading(run, "system")) && !text.contains("\n" + heading(run, "user"))) {
                return run;
            }
        }
        throw new PromptException("prompt '" + draft.name() + "' has headings '## user' to " + MAX_RUN
                + " signs deep: change one of them");
    }

    private static String heading(String run, String part) {
        return run + " " + part + "\n";
    }

    static PromptException broken(Path file, String why) {
        return new PromptException("prompt file " + file + " cannot be used: " + why);
    }
}
