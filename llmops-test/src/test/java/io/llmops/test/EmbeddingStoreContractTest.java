package io.llmops.test;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;

class EmbeddingStoreContractTest extends EmbeddingStoreContract {

    @Override
    protected EmbeddingStore<TextSegment> open() {
        return new InMemoryEmbeddingStore<>();
    }

    @Override
    protected boolean durable() {
        return false;
    }

    @Override
    protected boolean supportsContains() {
        return true;
    }
}
