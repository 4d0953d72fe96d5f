package io.llmops.openai.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.llmops.http.recorded.Recordings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.yaml.snakeyaml.LoaderOptions;

/** Bodies of requests against OpenAI's own OpenAPI document, whose schemas are JSON Schema 2020-12 (OpenAPI 3.1). */
final class OpenAiSchema {

    private static final int MAX_CODE_POINTS = 64 << 20;

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode components;
    private final JsonSchema schema;
    private final Set<String> properties = new HashSet<>();

    private OpenAiSchema(JsonNode components, String name) {
        this.components = components;
        String reference = "#/components/schemas/" + name;
        ObjectNode root = json.createObjectNode().put("$ref", reference);
        root.set("components", components);
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
        collect(reference);
    }

    /** The document's {@code components.schemas} of that names, and what they refer to. */
    static List<OpenAiSchema> of(String... names) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CODE_POINTS);
        YAMLMapper yaml =
                new YAMLMapper(YAMLFactory.builder().loaderOptions(options).build());
        try (InputStream in = new GZIPInputStream(
                Files.newInputStream(Recordings.data().resolve("openai-openapi/openapi.yaml.gz")))) {
            JsonNode components = yaml.readTree(in).path("components");
            List<OpenAiSchema> schemas = new ArrayList<>();
            for (String name : names) {
                schemas.add(new OpenAiSchema(components, name));
            }
            return schemas;
        }
    }

    /** What is wrong with a body; a property that the document does not have counts, though it would be let through. */
    List<String> faults(String body) throws IOException {
        JsonNode node = json.readTree(body);
        List<String> faults = new ArrayList<>();
        schema.validate(node).forEach(message -> faults.add(message.getMessage()));
        node.fieldNames().forEachRemaining(name -> {
            if (!properties.contains(name)) {
                faults.add("unknown property " + name);
            }
        });
        return faults;
    }

    private void collect(String reference) {
        JsonNode part = components.at(reference.substring("#/components".length()));
        collect(part);
    }

    private void collect(JsonNode part) {
        part.path("properties").fieldNames().forEachRemaining(properties::add);
        part.path("allOf").forEach(this::collect);
        if (part.has("$ref")) {
            collect(part.path("$ref").asText());
        }
    }
}
