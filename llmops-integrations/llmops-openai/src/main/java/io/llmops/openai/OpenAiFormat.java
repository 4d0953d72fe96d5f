package io.llmops.openai;

import io.llmops.http.AnswerFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** The model's own refusal in a stream, which LangChain4j reads of whole answers only. */
    @Override
    public Optional<String> refusal(Map<?, ?> json) {
        boolean refused = json.get("choices") instanceof List<?> choices
                && choices.stream().anyMatch(OpenAiFormat::isRefusal);
        return refused ? Optional.of("refusal") : Optional.empty();
    }

    private static boolean isRefusal(Object choice) {
        return choice instanceof Map<?, ?> c
                && c.get("delta") instanceof Map<?, ?> delta
                && delta.get("refusal") instanceof String words
                && !words.isBlank();
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
