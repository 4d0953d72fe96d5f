package io.llmops.rag.index;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithFilteringIT;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** LangChain4j's contract of an embedding store with metadata and filters. */
class LuceneEmbeddingStoreFilteringTest extends EmbeddingStoreWithFilteringIT {

    private final Path directory;

    private @Nullable LuceneEmbeddingStore store;

    LuceneEmbeddingStoreFilteringTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Override
    protected EmbeddingStore<TextSegment> embeddingStore() {
        if (store == null) {
            store = LuceneEmbeddingStore.open(directory, Chunks.SETTINGS);
        }
        return store;
    }

    @Override
    protected EmbeddingModel embeddingModel() {
        return Chunks.MODEL;
    }

    @Override
    protected boolean supportsContains() {
        return true;
    }
}
