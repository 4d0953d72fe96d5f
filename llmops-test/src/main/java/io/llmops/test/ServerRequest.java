package io.llmops.test;

import java.util.List;
import java.util.Map;

/**
 * One request that a {@link FaultServer} got.
 *
 * @param method the HTTP method
 * @param path the path, such as {@code /v1/chat/completions}
 * @param headers values by name in lower case; those of {@code authorization} are not kept, only {@code present}
 * @param body the body as text
 */
public record ServerRequest(String method, String path, Map<String, List<String>> headers, String body) {

    private static final String AUTHORIZATION = "authorization";
    static final String PRESENT = "present";

    /** Copies the map. */
    public ServerRequest {
        headers = Map.copyOf(headers);
    }

    /** Whether it had an {@code Authorization} header. */
    public boolean isAuthorized() {
        return headers.containsKey(AUTHORIZATION);
    }

    static boolean isSecret(String lowerCaseHeader) {
        return lowerCaseHeader.equals(AUTHORIZATION);
    }
}
