package io.llmops.rag.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.MetadataFilterBuilder;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.IndexException;
import io.llmops.api.exception.LockedException;
import io.llmops.api.spi.EmbeddingStoreProvider;
import io.llmops.api.spi.StoreSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneEmbeddingStoreTest {

    private final Path directory;

    LuceneEmbeddingStoreTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_keep_everything_with_its_type_when_it_is_opened_again() {
        Metadata metadata = new Metadata()
                .put("作者", "王")
                .put("uuid", UUID.fromString("00000000-0000-0001-0000-000000000002"))
                .put("int", Integer.MIN_VALUE)
                .put("long", Long.MAX_VALUE)
                .put("float", Float.MIN_VALUE)
                .put("double", -0.0);
        Embedding embedding = embed("年假");
        try (LuceneEmbeddingStore store = open()) {
            store.add(embedding, TextSegment.from("年假五天", metadata));
        }
        try (LuceneEmbeddingStore store = open()) {
            EmbeddingMatch<TextSegment> match = find(store, "年假").get(0);
            assertThat(match.embedded()).isEqualTo(TextSegment.from("年假五天", metadata));
            assertThat(match.embedded().metadata().toMap()).isEqualTo(metadata.toMap());
            assertThat(match.embedding()).isEqualTo(embedding);
        }
    }

    @Test
    void should_lose_only_what_came_after_the_last_commit() {
        try (LuceneEmbeddingStore store = open()) {
            store.add("kept", embed("kept"));
            store.commit();
            store.add("late", embed("late"));
            assertThat(find(store, "late")).hasSize(2);
            try (LuceneIndex asAfterAKill = LuceneIndex.readOnly(directory, IndexFormat.Kind.EMBEDDINGS)) {
                int kept = asAfterAKill.search(s -> s.getIndexReader().numDocs());
                assertThat(kept).isEqualTo(1);
            }
        }
    }

    @Test
    void should_replace_what_an_id_had() {
        try (LuceneEmbeddingStore store = open()) {
            store.addAll(List.of("a"), List.of(embed("one")), List.of(TextSegment.from("one")));
            store.addAll(List.of("a"), List.of(embed("two")), List.of(TextSegment.from("two")));
            assertThat(find(store, "two")).extracting(m -> m.embedded().text()).containsExactly("two");
        }
    }

    @Test
    void should_give_only_the_nearest_that_the_filter_accepts() {
        try (LuceneEmbeddingStore store = open()) {
            for (int i = 0; i < 200; i++) {
                store.add(embed("alpha"), TextSegment.from("alpha", new Metadata().put("n", i)));
            }
            store.add("far", embed("alpha beta gamma"));
            List<EmbeddingMatch<TextSegment>> found = store.search(EmbeddingSearchRequest.builder()
                            .queryEmbedding(embed("alpha"))
                            .maxResults(3)
                            .filter(MetadataFilterBuilder.metadataKey("n").isGreaterThan(197))
                            .build())
                    .matches();
            assertThat(found)
                    .extracting(m -> m.embedded().metadata().getInteger("n"))
                    .containsExactly(198, 199);
        }
    }

    @Test
    void should_add_nothing_if_one_embedding_does_not_fit() {
        try (LuceneEmbeddingStore store = open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.addAll(List.of(embed("one"), Embedding.from(new float[3]))))
                    .withMessageContaining("length 3");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.addAll(List.of("a", "b"), List.of(embed("one")), null));
            assertThat(find(store, "one")).isEmpty();
            store.addAll(List.of());
        }
    }

    @Test
    void should_be_one_at_a_time_and_closable_twice() {
        LuceneEmbeddingStore store = open();
        assertThatExceptionOfType(LockedException.class).isThrownBy(this::open);
        store.close();
        store.close();
        assertThatIllegalStateException().isThrownBy(() -> store.add(embed("x")));
        open().close();
    }

    @Test
    void should_refuse_the_directory_of_a_knowledge_base() {
        Chunks.build(directory);
        assertThatExceptionOfType(IndexException.class)
                .isThrownBy(this::open)
                .withMessageContaining("a knowledge base");
    }

    @Test
    void should_be_made_by_the_provider_that_is_called_lucene() throws Exception {
        EmbeddingStoreProvider provider = ServiceLoader.load(EmbeddingStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.name().equals("lucene"))
                .findFirst()
                .orElseThrow();
        EmbeddingStore<TextSegment> store = provider.embeddingStore(
                new StoreSpec(directory, Chunks.DIMENSION, Map.of("embedding-model", "test/hash")));
        store.add(embed("x"));
        ((AutoCloseable) store).close();
        try (LuceneEmbeddingStore again = open()) {
            assertThat(find(again, "x")).hasSize(1);
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> provider.embeddingStore(new StoreSpec(directory, 3, Map.of("shards", "4"))))
                .withMessageContaining("shards");
    }

    private LuceneEmbeddingStore open() {
        return LuceneEmbeddingStore.open(directory, Chunks.SETTINGS);
    }

    private static Embedding embed(String text) {
        return Embedding.from(Chunks.MODEL.vector(text));
    }

    private static List<EmbeddingMatch<TextSegment>> find(EmbeddingStore<TextSegment> store, String text) {
        return store.search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(embed(text))
                        .maxResults(1_000)
                        .build())
                .matches();
    }
}
