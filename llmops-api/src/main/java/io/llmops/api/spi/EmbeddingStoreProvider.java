package io.llmops.api.spi;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;

/** Makes embedding stores of one kind. */
public interface EmbeddingStoreProvider extends Provider {

    /**
     * A store; whoever asked for it closes it if it is {@link AutoCloseable}.
     *
     * @throws io.llmops.api.exception.IndexException if what is there cannot be opened
     * @throws io.llmops.api.exception.LockedException if another process has it open
     */
    EmbeddingStore<TextSegment> embeddingStore(StoreSpec spec);
}
