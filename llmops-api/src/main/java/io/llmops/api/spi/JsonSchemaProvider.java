package io.llmops.api.spi;

/** Makes validators for JSON Schema. */
public interface JsonSchemaProvider extends Provider {

    /**
     * A validator.
     *
     * @param schema the schema as a JSON text; draft 2020-12 unless it names another
     * @throws io.llmops.api.exception.ConfigurationException if it is no schema, or refers to one elsewhere
     */
    JsonSchemaCheck check(String schema);
}
