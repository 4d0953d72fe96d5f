package io.llmops.api.spi;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where an {@link EmbeddingStoreProvider} shall keep vectors.
 *
 * @param directory the directory of an embedded store; made if it is missing
 * @param dimension length of every vector
 * @param settings settings of the provider's own, by name
 */
public record StoreSpec(Path directory, int dimension, Map<String, String> settings) {

    /**
     * Checks the dimension.
     *
     * @throws IllegalArgumentException if {@code dimension} is not positive
     */
    public StoreSpec {
        Objects.requireNonNull(directory, "directory");
        settings = Map.copyOf(settings);
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be positive, but is " + dimension);
        }
    }
}
