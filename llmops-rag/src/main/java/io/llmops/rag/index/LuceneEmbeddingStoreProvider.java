package io.llmops.rag.index;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.EmbeddingStoreProvider;
import io.llmops.api.spi.StoreSpec;

/**
 * Makes {@link LuceneEmbeddingStore}s, under the name {@value #NAME}. The one setting is {@value #EMBEDDING_MODEL}: the
 * name of the model whose vectors the store holds. A store that was built with one model does not open with another.
 */
public final class LuceneEmbeddingStoreProvider implements EmbeddingStoreProvider {

    /** The provider's name. */
    public static final String NAME = "lucene";

    /** The setting that names the embedding model; {@value #UNNAMED} where it is not set. */
    public static final String EMBEDDING_MODEL = "embedding-model";

    private static final String UNNAMED = "unnamed";

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Opens the store in the spec's directory, and makes it if it is missing.
     *
     * @throws ConfigurationException if there is another setting, or the directory holds other files
     */
    @Override
    public EmbeddingStore<TextSegment> embeddingStore(StoreSpec spec) {
        spec.settings().keySet().stream()
                .filter(name -> !name.equals(EMBEDDING_MODEL))
                .findFirst()
                .ifPresent(name -> {
                    throw new ConfigurationException(
                            "Embedding store " + NAME + " has no setting " + name + ": it knows " + EMBEDDING_MODEL);
                });
        String model = spec.settings().getOrDefault(EMBEDDING_MODEL, UNNAMED);
        return LuceneEmbeddingStore.open(spec.directory(), new IndexSettings(model, spec.dimension()));
    }
}
