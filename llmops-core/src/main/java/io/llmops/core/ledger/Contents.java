package io.llmops.core.ledger;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.CapturedContent;
import io.llmops.api.ledger.ContentCapture;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.guard.pii.PersonalData;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What records keep of what was said: fingerprints always, the words only for scenarios that ask for them. Thread-safe.
 */
public final class Contents {

    private static final PersonalData PERSONAL = PersonalData.all();

    private final Fingerprints fingerprints;
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();

    private record Rule(ContentCapture capture, List<SensitiveWords> words) {
        private static final Rule OFF = new Rule(ContentCapture.OFF, List.of());
    }

    Contents(byte[] fingerprintKey) {
        this.fingerprints = new Fingerprints(fingerprintKey);
    }

    /**
     * Sets what is kept for a scenario from now on.
     *
     * @param words masked in what is kept redacted, beside personal data and secrets
     */
    public void capture(String scenario, ContentCapture capture, List<SensitiveWords> words) {
        if (capture == ContentCapture.OFF) {
            rules.remove(scenario);
        } else {
            rules.put(scenario, new Rule(capture, List.copyOf(words)));
        }
    }

    /**
     * Puts into a record what may be kept.
     *
     * @param question what the user asked; blank where the call has no question
     * @param messages the request as it was sent
     * @param answer the text that the caller got; blank where there is none
     */
    public void keep(
            CallRecord.Builder record, String scenario, String question, List<ChatMessage> messages, String answer) {
        record.fingerprints(fingerprint(question), fingerprint(answer));
        Rule rule = rules.getOrDefault(scenario, Rule.OFF);
        if (rule.capture() == ContentCapture.OFF) {
            return;
        }
        UnaryOperator<String> shown = shown(rule);
        record.content(new CapturedContent(
                rule.capture(),
                shown.apply(question),
                messages.stream()
                        .map(m -> new CapturedContent.Message(m.type(), shown.apply(text(m))))
                        .toList(),
                shown.apply(answer)));
    }

    private @Nullable String fingerprint(String text) {
        return text.isBlank() ? null : fingerprints.of(text);
    }

    private static UnaryOperator<String> shown(Rule rule) {
        if (rule.capture() == ContentCapture.FULL) {
            return text -> text;
        }
        return text -> {
            String redacted = PERSONAL.redact(text);
            for (SensitiveWords words : rule.words()) {
                redacted = words.mask(redacted);
            }
            return redacted;
        };
    }

    /** The words of a message: other parts by their kind, tools by name and arguments. */
    static String text(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return system.text();
        }
        if (message instanceof UserMessage user) {
            return user.contents().stream().map(Contents::text).collect(Collectors.joining("\n"));
        }
        if (message instanceof ToolExecutionResultMessage result) {
            return result.toolName() + ": " + result.text();
        }
        if (message instanceof AiMessage ai) {
            String calls = ai.hasToolExecutionRequests()
                    ? ai.toolExecutionRequests().stream()
                            .map(r -> r.name() + "(" + r.arguments() + ")")
                            .collect(Collectors.joining("\n"))
                    : "";
            String text = ai.text() == null ? "" : ai.text();
            return text.isEmpty() || calls.isEmpty() ? text + calls : text + "\n" + calls;
        }
        return "[" + message.type() + "]";
    }

    private static String text(Content content) {
        return content instanceof TextContent text ? text.text() : "[" + content.type() + "]";
    }
}
