package io.llmops.gemini;

import io.llmops.http.AnswerFormat;
import java.util.List;
import java.util.Map;

/** Server-sent events without an end mark: the answer is whole when one has told why it finished, or why it is refused. */
final class GeminiFormat implements AnswerFormat {

    @Override
    public Framing framing() {
        return Framing.EVENTS;
    }

    @Override
    public Mark mark(Map<?, ?> event) {
        if (event.get("error") != null) {
            return Mark.ERROR;
        }
        boolean finished = event.get("candidates") instanceof List<?> candidates
                && candidates.stream().anyMatch(one -> one instanceof Map<?, ?> c && c.get("finishReason") != null);
        boolean refused =
                event.get("promptFeedback") instanceof Map<?, ?> feedback && feedback.get("blockReason") != null;
        return finished || refused ? Mark.WHOLE : Mark.PART;
    }
}
