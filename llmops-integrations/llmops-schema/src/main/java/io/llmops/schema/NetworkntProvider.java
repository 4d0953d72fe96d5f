package io.llmops.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.JsonSchemaCheck;
import io.llmops.api.spi.JsonSchemaProvider;
import java.util.Locale;

/**
 * Validators by com.networknt's json-schema-validator, for drafts 4 to 2020-12. Nothing is loaded from elsewhere: a schema
 * that refers to a file or an address is refused. Thread-safe.
 */
public final class NetworkntProvider implements JsonSchemaProvider {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Found by {@link java.util.ServiceLoader}. */
    public NetworkntProvider() {}

    @Override
    public String name() {
        return "networknt";
    }

    @Override
    public JsonSchemaCheck check(String schema) {
        try {
            JsonNode root = JSON.readTree(schema);
            if (!root.isObject() && !root.isBoolean()) {
                throw new ConfigurationException(
                        "a JSON schema is an object, true or false, but this is " + root.getNodeType());
            }
            JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                    version(root),
                    builder -> builder.schemaLoaders(
                            loaders -> loaders.values(all -> all.clear()).add(new NothingElse())));
            JsonSchema compiled = factory.getSchema(
                    root,
                    SchemaValidatorsConfig.builder().locale(Locale.ENGLISH).build());
            compiled.initializeValidators();
            return new NetworkntCheck(compiled);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException("this is no JSON schema, since it is not JSON: line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()));
        } catch (JsonSchemaException e) {
            throw new ConfigurationException("this is no JSON schema that can be used: " + e.getMessage(), e);
        }
    }

    private static VersionFlag version(JsonNode root) {
        return SpecVersionDetector.detectOptionalVersion(root, false).orElse(VersionFlag.V202012);
    }
}
