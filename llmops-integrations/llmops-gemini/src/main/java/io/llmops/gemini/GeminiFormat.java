package io.llmops.gemini;

import io.llmops.http.AnswerFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Server-sent events without an end mark: the answer is whole when one has told why it finished. */
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
        return finished ? Mark.WHOLE : Mark.PART;
    }

    /** A prompt that is refused has no candidate, which LangChain4j cannot read. */
    @Override
    public Optional<String> refusal(Map<?, ?> json) {
        return json.get("promptFeedback") instanceof Map<?, ?> feedback
                ? Optional.ofNullable(feedback.get("blockReason")).map(String::valueOf)
                : Optional.empty();
    }
}
