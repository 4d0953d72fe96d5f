package io.llmops.ollama;

import io.llmops.api.exception.ConfigurationException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Where the server is. Reads what Ollama's own programs take for {@code OLLAMA_HOST}: {@code host}, {@code :port}. */
final class OllamaUrl {

    private static final int DEFAULT_PORT =
            URI.create(OllamaProvider.DEFAULT_URL).getPort();

    private OllamaUrl() {}

    /** @param variable looks up a variable of the environment */
    static URI of(Function<String, Optional<String>> variable) {
        return variable.apply(OllamaProvider.URL_VARIABLE)
                .or(() -> variable.apply(OllamaProvider.HOST_VARIABLE))
                .map(OllamaUrl::parse)
                .orElse(URI.create(OllamaProvider.DEFAULT_URL));
    }

    /**
     * A URL to connect to.
     *
     * @throws ConfigurationException if {@code text} is none, or holds a user and password
     */
    static URI parse(String text) {
        String given = text.strip();
        boolean hasScheme = given.contains("://");
        URI url;
        try {
            url = URI.create(hasScheme ? given : "http://" + (given.startsWith(":") ? "localhost" + given : given));
        } catch (IllegalArgumentException e) { // its message repeats the URL, which may hold credentials
            throw wrong();
        }
        String scheme = url.getScheme();
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null || url.getUserInfo() != null) {
            throw wrong();
        }
        // 0.0.0.0 is where a server listens, not where a client connects to.
        String host = url.getHost().equals("0.0.0.0") ? "127.0.0.1" : url.getHost();
        int port = url.getPort() < 0 && !hasScheme ? DEFAULT_PORT : url.getPort();
        String path = url.getPath() == null ? "" : url.getPath().replaceAll("/+$", "");
        return URI.create(scheme + "://" + host + (port < 0 ? "" : ":" + port) + path);
    }

    private static ConfigurationException wrong() {
        return new ConfigurationException("the URL of Ollama (" + OllamaProvider.URL_VARIABLE + " or "
                + OllamaProvider.HOST_VARIABLE + ") must be like " + OllamaProvider.DEFAULT_URL
                + ", without user and password");
    }
}
