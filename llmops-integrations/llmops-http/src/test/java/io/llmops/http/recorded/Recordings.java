package io.llmops.http.recorded;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;

/** The recordings of pydantic-ai (MIT), which are no part of this project: tests are skipped without them. */
public final class Recordings {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_CODE_POINTS = 64 << 20;

    private Recordings() {}

    public static Path data() {
        String data = System.getProperty("llmops.testdata", "");
        assumeFalse(data.isBlank(), "recorded exchanges are in the test data: set -Dllmops.testdata");
        return Path.of(data);
    }

    /** Every exchange of every file, in the order of their names. */
    public static List<Exchange> all() {
        Path root = data().resolve("cassettes-pydantic-ai");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file -> read(root, file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Exchange> read(Path root, Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CODE_POINTS);
        YAMLMapper yaml =
                new YAMLMapper(YAMLFactory.builder().loaderOptions(options).build());
        String name = root.relativize(file).toString().replace(".yaml", "");
        List<Exchange> exchanges = new ArrayList<>();
        try {
            JsonNode interactions = yaml.readTree(file.toFile()).path("interactions");
            for (JsonNode interaction : interactions) {
                exchanges.add(exchange(name + "#" + exchanges.size(), interaction));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
        return exchanges.isEmpty() ? List.of(withoutHttp(name)) : exchanges;
    }

    private static Exchange exchange(String name, JsonNode interaction) throws IOException {
        JsonNode request = interaction.path("request");
        JsonNode response = interaction.path("response");
        URI uri = URI.create(request.path("uri").asText());
        Map<String, List<String>> headers = new HashMap<>();
        response.path("headers")
                .properties()
                .forEach(h -> headers.put(
                        h.getKey().toLowerCase(Locale.ROOT),
                        h.getValue().isArray()
                                ? List.of(h.getValue().path(0).asText())
                                : List.of(h.getValue().asText())));
        String body = response.has("parsed_body")
                ? JSON.writeValueAsString(response.path("parsed_body"))
                : response.path("body").path("string").asText();
        return new Exchange(
                name,
                uri.getHost() == null ? "" : uri.getHost(),
                uri.getPath(),
                asked(request),
                response.path("status").path("code").asInt(),
                headers,
                body);
    }

    private static JsonNode asked(JsonNode request) throws IOException {
        if (request.has("parsed_body")) {
            return request.path("parsed_body");
        }
        if (request.path("body").isObject()) {
            return request.path("body");
        }
        String text = request.path("body").asText();
        return text.startsWith("{") ? JSON.readTree(text) : MissingNode.getInstance();
    }

    private static Exchange withoutHttp(String name) {
        return new Exchange(name + "#0", "", "", MissingNode.getInstance(), 0, Map.of(), "");
    }
}
