package io.llmops.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.query.Query;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.IndexException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.spi.ScenarioPartProvider;
import io.llmops.rag.retrieve.RetrievalMode;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KnowledgeBaseTest extends KnowledgeBaseFixture {

    private final FakeSource source =
            new FakeSource().with("leave.txt", "Up to five days carry over.").with("pay.txt", "Pay day is the tenth.");

    private KnowledgeBaseBuilder base() {
        return KnowledgeBase.builder(host)
                .name("handbook")
                .directory(directory.resolve("knowledge/handbook"))
                .embedding("fake/hash")
                .source(source);
    }

    private void ingest() {
        try (KnowledgeBase kb = base().build()) {
            kb.sync();
        }
    }

    @Test
    void should_give_no_more_passages_than_asked_for() {
        KnowledgeBase kb = base().threshold(0).top(2).build();
        kb.sync();

        assertThat(kb.retrieve(KnowledgeQuery.of("days")).passages()).hasSize(2);
        assertThat(kb.retrieve(KnowledgeQuery.of("days").top(1)).passages()).hasSize(1);
    }

    @Test
    void should_miss_when_nothing_reaches_the_threshold() {
        KnowledgeBase kb = base().threshold(1).build();
        kb.sync();

        var found = kb.retrieve(KnowledgeQuery.of("How many days carry over?"));

        assertThat(found.hit()).isFalse();
        assertThat(found.topScore()).isBetween(0.5, 1.0);
        assertThat(found.threshold()).isEqualTo(1);
    }

    @Test
    void should_choose_mode_and_threshold_by_the_embedding_model() {
        KnowledgeBase meaning = base().build();
        KnowledgeBase words =
                base().embedding("none").directory(directory.resolve("words")).build();

        assertThat(meaning.mode()).isEqualTo(RetrievalMode.HYBRID);
        assertThat(meaning.threshold()).isEqualTo(KnowledgeBase.DEFAULT_THRESHOLD);
        assertThat(meaning.embedding()).contains("fake/hash");
        assertThat(words.mode()).isEqualTo(RetrievalMode.KEYWORD);
        assertThat(words.threshold()).isEqualTo(KnowledgeBase.DEFAULT_KEYWORD_THRESHOLD);
    }

    @Test
    void should_ask_more_relevance_of_a_model_whose_similarities_are_higher() {
        assertThat(Thresholds.of(RetrievalMode.HYBRID, "onnx/bge-small-zh-v1.5"))
                .isEqualTo(0.77);
        assertThat(Thresholds.of(RetrievalMode.VECTOR, "onnx/all-minilm-l6-v2")).isEqualTo(0.70);
        assertThat(Thresholds.of(RetrievalMode.KEYWORD, "onnx/bge-small-zh-v1.5"))
                .isEqualTo(0.22);
    }

    @Test
    void should_stand_in_for_a_content_retriever() {
        KnowledgeBase kb = base().threshold(0.6).build();
        kb.sync();

        List<Content> contents = kb.contentRetriever().retrieve(Query.from("How many days carry over?"));

        assertThat(contents.get(0).textSegment().text()).isEqualTo("Up to five days carry over.");
        assertThat(contents.get(0).metadata()).containsKeys(ContentMetadata.SCORE, ContentMetadata.EMBEDDING_ID);
    }

    @Test
    void should_be_closed_by_its_host() throws Exception {
        KnowledgeBase kb = base().build();
        host.close();

        assertThatThrownBy(() -> kb.retrieve(KnowledgeQuery.of("Anything?")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("handbook");
        assertThatThrownBy(kb::sync).isInstanceOf(IllegalStateException.class);
        kb.close();
    }

    @Test
    void should_open_an_index_read_only_with_the_model_that_it_was_built_with() {
        ingest();
        KnowledgeBase kb = KnowledgeBase.builder(host)
                .name("handbook")
                .directory(directory.resolve("knowledge/handbook"))
                .source(source)
                .readOnly()
                .build();

        assertThat(kb.embedding()).contains("fake/hash");
        assertThat(kb.documents()).containsExactly("leave.txt", "pay.txt");
        assertThatThrownBy(kb::sync).isInstanceOf(IllegalStateException.class).hasMessageContaining("read-only");
    }

    @Test
    void should_refuse_another_embedding_model_than_the_index_has() {
        ingest();

        assertThatThrownBy(() -> base().embedding("none").build()).isInstanceOf(IndexException.class);
        assertThatThrownBy(() -> base().embedding("none").readOnly().build())
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("fake/hash");
        assertThat(base().build().size()).isEqualTo(2);
    }

    @Test
    void should_see_what_another_process_has_synced_since_it_was_opened_read_only() {
        ingest();
        KnowledgeBase reader =
                base().readOnly().threshold(0).mode(RetrievalMode.KEYWORD).build();
        assertThat(reader.retrieve(KnowledgeQuery.of("差旅")).passages()).isEmpty();

        source.with("travel.txt", "差旅报销需要发票。");
        ingest();

        assertThat(reader.retrieve(KnowledgeQuery.of("差旅")).passages()).hasSize(1);
        assertThat(reader.documents()).contains("travel.txt");
        assertThat(reader.size()).isEqualTo(3);
    }

    /** One reference stands for exact or for quantised weights, whichever jar is there. */
    @Nested
    class OtherWeights {

        private final FakeEmbedding quantised = new FakeEmbedding();

        @BeforeEach
        void ingestWithQuantisedWeights() {
            quantised.name = "hash-q";
            host.models.put("fake/hash", quantised);
            ingest();
        }

        @Test
        void should_open_with_the_same_weights_under_either_reference() {
            host.models.put("fake/hash-q", quantised);

            assertThat(base().build().size()).isEqualTo(2);
            assertThat(base().readOnly().build().size()).isEqualTo(2);
            assertThat(base().embedding("fake/hash-q").readOnly().build().size())
                    .isEqualTo(2);
        }

        @Test
        void should_refuse_the_exact_weights_that_the_reference_leads_to_later() {
            host.models.put("fake/hash", host.embedding);

            for (KnowledgeBaseBuilder builder : List.of(
                    base(), base().readOnly(), base().embedding("fake/hash").readOnly())) {
                assertThatThrownBy(builder::build)
                        .isInstanceOf(IndexException.class)
                        .hasMessageContainingAll("fake/hash-q (dimension 64)", "fake/hash (dimension 64)");
            }
        }

        @Test
        void should_find_its_own_weights_when_no_model_is_asked_for() {
            host.models.put("fake/hash", host.embedding);
            host.models.put("fake/hash-q", quantised);
            KnowledgeBase kb = KnowledgeBase.builder(host)
                    .name("handbook")
                    .directory(directory.resolve("knowledge/handbook"))
                    .readOnly()
                    .build();
            int before = quantised.questions;

            kb.retrieve(KnowledgeQuery.of("How many days carry over?"));

            assertThat(quantised.questions).isEqualTo(before + 1);
            assertThat(host.embedding.questions).isZero();
        }
    }

    @Nested
    class Builder {

        @Test
        void should_name_what_is_missing() {
            assertThatThrownBy(() -> KnowledgeBase.builder(host).build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("directory");
            assertThatThrownBy(() -> KnowledgeBase.builder(host)
                            .name("a")
                            .directory(directory.resolve("a"))
                            .build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("embedding");
        }

        @Test
        void should_refuse_values_out_of_range() {
            assertThatThrownBy(() -> base().top(0)).hasMessageContaining("0");
            assertThatThrownBy(() -> base().threshold(1.5)).hasMessageContaining("1.5");
            assertThatThrownBy(() -> base().threshold(Double.NaN)).hasMessageContaining("NaN");
            assertThatThrownBy(() -> base().chunkSize(5)).hasMessageContaining("5");
            assertThatThrownBy(() -> base().chunkOverlap(-1)).hasMessageContaining("-1");
            assertThatThrownBy(() -> base().name(" ")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> base().chunkSize(100).chunkOverlap(60).build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("60");
        }

        @Test
        void should_refuse_a_mode_that_needs_vectors_for_an_index_of_words_and_let_go_of_the_index() {
            assertThatThrownBy(() ->
                            base().embedding("none").mode(RetrievalMode.VECTOR).build())
                    .isInstanceOf(IllegalStateException.class);
            assertThat(base().embedding("none").build().size()).isZero();
        }

        @Test
        void should_say_that_there_is_no_such_model() {
            assertThatThrownBy(() -> base().embedding("fake/other").build()).isInstanceOf(NotFoundException.class);
        }

        @Test
        void should_need_a_source_to_sync() {
            KnowledgeBase kb = KnowledgeBase.builder(host)
                    .name("a")
                    .directory(directory.resolve("a"))
                    .embedding("none")
                    .build();
            assertThatThrownBy(kb::sync)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("source");
        }
    }

    @Nested
    class ScenarioPart {

        private final KnowledgePartProvider provider = new KnowledgePartProvider();

        @Test
        void should_be_found_by_the_service_loader() {
            assertThat(ServiceLoader.load(ScenarioPartProvider.class))
                    .filteredOn(p -> p.name().equals("knowledge"))
                    .hasSize(1)
                    .first()
                    .isInstanceOf(KnowledgePartProvider.class);
        }

        @Test
        void should_open_the_knowledge_base_beside_the_specification() {
            ingest();
            KnowledgeBase kb = provider.build(
                    Map.of("name", "handbook", "top", 1, "mode", "vector", "threshold", 0.6, "source", "docs"), host);

            assertThat(kb.mode()).isEqualTo(RetrievalMode.VECTOR);
            assertThat(kb.retrieve(KnowledgeQuery.of("How many days carry over?"))
                            .passages())
                    .hasSize(1);
            assertThatThrownBy(kb::sync).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void should_name_the_setting_that_is_wrong() {
            ingest();
            assertThatThrownBy(() -> provider.build(Map.of("name", "handbook", "mode", "fuzzy"), host))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("mode")
                    .hasMessageContaining("fuzzy");
            assertThatThrownBy(() -> provider.build(Map.of("name", "handbook", "threshold", 3), host))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("threshold");
            assertThatThrownBy(() -> provider.build(Map.of("name", "handbook", "top", "many"), host))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("top");
        }

        @Test
        void should_say_when_nothing_has_been_ingested() {
            assertThatThrownBy(() -> provider.build(Map.of("name", "nothing"), host))
                    .isInstanceOf(IndexException.class)
                    .hasMessageContaining("nothing");
        }

        @Test
        void should_describe_its_settings() {
            assertThat(provider.schema().required()).containsExactly("name");
            assertThat(provider.schema().properties())
                    .containsOnlyKeys("name", "directory", "source", "embedding", "top", "mode", "threshold");
        }
    }
}
