package io.llmops.core.guard.output;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.JsonSchemaCheck;
import io.llmops.api.spi.JsonSchemaProvider;
import io.llmops.core.provider.ProviderRegistry;
import java.util.List;

/** Finds a validator for JSON Schema on the class path. */
final class JsonSchemas {

    private JsonSchemas() {}

    static JsonSchemaCheck check(String schema) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context != null ? context : JsonSchemas.class.getClassLoader();
        return ProviderRegistry.of(List.of(), loader).all(JsonSchemaProvider.class).stream()
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "a JSON schema needs llmops-schema on the class path, or a JsonSchemaCheck of your own"))
                .check(schema);
    }
}
