package io.llmops.ollama;

import io.llmops.http.AnswerFormat;
import java.util.Map;

/** One JSON object a line, the last of which says {@code "done": true}. */
final class OllamaFormat implements AnswerFormat {

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Mark mark(Map<?, ?> event) {
        if (event.get("error") != null) {
            return Mark.ERROR;
        }
        return Boolean.TRUE.equals(event.get("done")) ? Mark.LAST : Mark.PART;
    }
}
