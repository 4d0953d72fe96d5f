package io.llmops.api.model;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.ConfigurationException;

/**
 * Names one model of one provider, written {@code provider/name}, such as {@code openai/gpt-4o-mini} or
 * {@code ollama/qwen3}. Only the first slash separates: {@code openai/meta/llama-3} is the model {@code meta/llama-3}.
 *
 * @param provider the name of a {@link io.llmops.api.spi.ChatModelProvider} or
 *     {@link io.llmops.api.spi.EmbeddingModelProvider}; not blank, no slash
 * @param name the provider's own name of the model; not blank
 */
public record ModelRef(String provider, String name) {

    /**
     * Checks both parts.
     *
     * @throws ConfigurationException if a part is blank or the provider holds a slash
     */
    public ModelRef {
        requireNonNull(provider, "provider");
        requireNonNull(name, "name");
        if (provider.isBlank() || name.isBlank() || provider.indexOf('/') >= 0) {
            throw new ConfigurationException("model '" + provider + "/" + name
                    + "' is not of the form provider/name, such as openai/gpt-4o-mini");
        }
    }

    /**
     * Reads {@code provider/name}.
     *
     * @throws ConfigurationException if there is no slash, or a part is blank
     */
    public static ModelRef parse(String text) {
        int slash = requireNonNull(text, "text").indexOf('/');
        if (slash < 0) {
            throw new ConfigurationException(
                    "model '" + text + "' is not of the form provider/name, such as openai/gpt-4o-mini");
        }
        return new ModelRef(
                text.substring(0, slash).strip(), text.substring(slash + 1).strip());
    }

    /** The form that {@link #parse(String)} reads. */
    @Override
    public String toString() {
        return provider + "/" + name;
    }
}
