package io.llmops.anthropic;

import io.llmops.http.AnswerFormat;
import java.util.Map;

/** Server-sent events of named types, the last of which is {@code message_stop}. */
final class AnthropicFormat implements AnswerFormat {

    @Override
    public Framing framing() {
        return Framing.EVENTS;
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
