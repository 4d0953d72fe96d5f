package io.llmops.anthropic;

import io.llmops.http.AnswerFormat;
import java.util.Map;
import java.util.Optional;

/** Server-sent events of named types, the last of which is {@code message_stop}. */
final class AnthropicFormat implements AnswerFormat {

    private static final String REFUSAL = "refusal";

    @Override
    public Framing framing() {
        return Framing.EVENTS;
    }

    /** Anthropic asks that what came before a refusal be left out; LangChain4j takes it for an answer. */
    @Override
    public Optional<String> refusal(Map<?, ?> json) {
        Map<?, ?> ending = json.get("delta") instanceof Map<?, ?> delta ? delta : json;
        return REFUSAL.equals(ending.get("stop_reason")) ? Optional.of(REFUSAL) : Optional.empty();
    }

    @Override
    public Mark mark(Map<?, ?> event) {
        return switch (String.valueOf(event.get("type"))) {
            case "error" -> Mark.ERROR;
            case "message_stop" -> Mark.LAST;
            default -> Mark.PART;
        };
    }
}
