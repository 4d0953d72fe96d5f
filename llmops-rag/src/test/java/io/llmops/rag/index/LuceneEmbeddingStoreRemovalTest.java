package io.llmops.rag.index;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithRemovalIT;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** LangChain4j's contract of an embedding store that forgets. */
class LuceneEmbeddingStoreRemovalTest extends EmbeddingStoreWithRemovalIT {

    private final Path directory;

    private @Nullable LuceneEmbeddingStore store;

    LuceneEmbeddingStoreRemovalTest(@TempDir Path directory) {
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
}
