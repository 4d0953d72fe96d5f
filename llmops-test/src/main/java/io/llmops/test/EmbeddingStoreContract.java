package io.llmops.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithFilteringIT;
import dev.langchain4j.store.embedding.EmbeddingStoreWithRemovalIT;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.MetadataFilterBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What an {@link EmbeddingStore} must do to be used by llmops: LangChain4j's own tests of adding, searching, filtering by
 * metadata and removing, and on top of them ours of Chinese text, many threads and opening again. No model file is
 * needed: vectors are those of {@link HashEmbeddingModel}.
 *
 * <p>It is used as {@link LedgerStoreContract} is.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(300)
public abstract class EmbeddingStoreContract extends EmbeddingStoreWithFilteringIT {

    private static final int THREADS = 8;
    private static final EmbeddingModel MODEL = new HashEmbeddingModel();
    private static final List<String> TEXTS = List.of("年假可以结转到下一年吗", "报销需要发票", "the printer is on fire");

    private @Nullable EmbeddingStore<TextSegment> store;

    /** For subclasses, one for each implementation. */
    protected EmbeddingStoreContract() {}

    /**
     * Opens the store of the running test, for vectors of {@value HashEmbeddingModel#DEFAULT_DIMENSION} dimensions. The
     * first call in a test opens an empty one; where the store is {@link #durable()}, a later call opens what the earlier
     * one kept and the contract has closed since. The contract closes what it opened, where it is {@link AutoCloseable}.
     */
    protected abstract EmbeddingStore<TextSegment> open();

    /** Whether vectors outlive the store that kept them; true by default. */
    protected boolean durable() {
        return true;
    }

    /** How long it may take until a search sees what was written; 10 seconds by default. */
    protected Duration visibleWithin() {
        return Duration.ofSeconds(10);
    }

    @Override
    protected final EmbeddingStore<TextSegment> embeddingStore() {
        if (store == null) {
            store = open();
        }
        return store;
    }

    @Override
    protected final EmbeddingModel embeddingModel() {
        return MODEL;
    }

    @AfterEach
    final void closeStore() throws Exception {
        if (store instanceof AutoCloseable closeable) {
            closeable.close();
        }
        store = null;
    }

    @Test
    void should_find_chinese_text_and_filter_by_chinese_metadata() {
        add(TextSegment.from(TEXTS.get(0), Metadata.from("部门", "人事")));
        add(TextSegment.from(TEXTS.get(1), Metadata.from("部门", "财务")));
        add(TextSegment.from(TEXTS.get(2), Metadata.from("部门", "IT")));
        await().atMost(visibleWithin()).untilAsserted(() -> {
            assertThat(search("年假结转", null)).hasSize(3).first().isEqualTo(TEXTS.get(0));
            assertThat(search("年假结转", MetadataFilterBuilder.metadataKey("部门").isEqualTo("财务")))
                    .containsExactly(TEXTS.get(1));
        });
    }

    @Test
    void should_keep_all_that_many_threads_add_while_others_search() {
        int each = 25;
        Together.call(THREADS, thread -> {
            for (int i = 0; i < each; i++) {
                add(TextSegment.from("text " + thread + " " + i));
                search("text " + i, null);
            }
            return thread;
        });
        await().atMost(visibleWithin())
                .untilAsserted(() ->
                        assertThat(search("text", null)).hasSize(THREADS * each).doesNotHaveDuplicates());
    }

    @Test
    void should_find_nothing_of_what_was_removed() {
        List<String> ids = embeddingStore()
                .addAll(
                        MODEL.embedAll(TEXTS.stream().map(TextSegment::from).toList())
                                .content(),
                        TEXTS.stream().map(TextSegment::from).toList());
        embeddingStore().removeAll(ids.subList(0, 2));
        await().atMost(visibleWithin())
                .untilAsserted(() -> assertThat(search(TEXTS.get(0), null)).containsExactly(TEXTS.get(2)));
    }

    @Test
    void should_find_what_was_kept_when_it_is_closed_and_opened_again() throws Exception {
        assumeTrue(durable(), "the store says that it is not durable");
        IntStream.range(0, TEXTS.size())
                .forEach(i -> add(TextSegment.from(
                        TEXTS.get(i), new Metadata().put("n", i).put("语言", "中文"))));
        closeStore();
        Filter second = MetadataFilterBuilder.metadataKey("n").isEqualTo(1);
        await().atMost(visibleWithin()).untilAsserted(() -> {
            assertThat(search(TEXTS.get(0), null)).hasSize(3).first().isEqualTo(TEXTS.get(0));
            assertThat(search(TEXTS.get(0), second)).containsExactly(TEXTS.get(1));
        });
    }

    private void add(TextSegment segment) {
        embeddingStore().add(MODEL.embed(segment).content(), segment);
    }

    private List<String> search(String query, @Nullable Filter filter) {
        return embeddingStore()
                .search(EmbeddingSearchRequest.builder()
                        .query(query)
                        .queryEmbedding(MODEL.embed(query).content())
                        .maxResults(1_000)
                        .filter(filter)
                        .build())
                .matches()
                .stream()
                .map(EmbeddingMatch::embedded)
                .map(TextSegment::text)
                .toList();
    }

    /** LangChain4j's tests of removing, on the same store. */
    @Nested
    class Removal extends EmbeddingStoreWithRemovalIT {

        @Override
        protected EmbeddingStore<TextSegment> embeddingStore() {
            return EmbeddingStoreContract.this.embeddingStore();
        }

        @Override
        protected EmbeddingModel embeddingModel() {
            return MODEL;
        }
    }
}
