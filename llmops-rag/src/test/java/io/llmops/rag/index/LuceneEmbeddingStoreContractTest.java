package io.llmops.rag.index;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import io.llmops.test.EmbeddingStoreContract;
import io.llmops.test.HashEmbeddingModel;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LuceneEmbeddingStoreContractTest extends EmbeddingStoreContract {

    private final Path directory;

    LuceneEmbeddingStoreContractTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    protected EmbeddingStore<TextSegment> open() {
        return LuceneEmbeddingStore.open(
                directory, new IndexSettings("test/hash", HashEmbeddingModel.DEFAULT_DIMENSION));
    }

    @Override
    protected boolean supportsContains() {
        return true;
    }
}
