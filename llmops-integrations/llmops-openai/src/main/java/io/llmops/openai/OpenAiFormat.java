package io.llmops.openai;

import io.llmops.http.AnswerFormat;
import java.util.List;
import java.util.Map;

/** Server-sent events; {@code finish_reason} tells that the answer is whole, usage may follow, {@code [DONE]} ends. */
final class OpenAiFormat implements AnswerFormat {

    private static final String DONE = "[DONE]";

    @Override
    public Framing framing() {
        return Framing.EVENTS;
    }

    @Override
    public boolean isLast(String event) {
        return event.equals(DONE);
    }

    @Override
    public String readable(String json) {
        return OpenAiDialects.plain(json);
    }

    @Override
    public Mark mark(Map<?, ?> event) {
        if (event.get("error") != null) {
            return Mark.ERROR;
        }
        boolean finished = event.get("choices") instanceof List<?> choices
                && choices.stream().anyMatch(choice -> choice instanceof Map<?, ?> c && c.get("finish_reason") != null);
        return finished ? Mark.WHOLE : Mark.PART;
    }
}
