package io.llmops.http.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One recorded request with its answer.
 *
 * @param name the recording's name and the place in it
 * @param host who answered
 * @param path what was asked
 * @param request its body; missing where there was none
 * @param status of the answer
 * @param headers of the answer, by name in lower case
 * @param body of the answer, as it was sent
 */
public record Exchange(
        String name,
        String host,
        String path,
        JsonNode request,
        int status,
        Map<String, List<String>> headers,
        String body) {

    public boolean isChat() {
        return path.endsWith("/chat/completions");
    }

    public boolean isEmbedding() {
        return path.endsWith("/embeddings");
    }

    public boolean isStream() {
        return request.path("stream").asBoolean();
    }

    @Override
    public String toString() {
        return name;
    }
}
