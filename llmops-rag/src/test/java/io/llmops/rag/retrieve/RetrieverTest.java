package io.llmops.rag.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.query.Query;
import io.llmops.api.exception.IndexException;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.knowledge.Retrieval;
import io.llmops.rag.index.Chunk;
import io.llmops.rag.index.ChunkIndex;
import io.llmops.rag.index.HashEmbeddingModel;
import io.llmops.rag.index.Hit;
import io.llmops.rag.index.IndexSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrieverTest {

    private static final HashEmbeddingModel MODEL = new HashEmbeddingModel(256);

    private final Path directory;

    private ChunkIndex index;

    RetrieverTest(@TempDir Path directory) {
        this.directory = directory;
        index = ChunkIndex.open(directory, new IndexSettings("test/hash", 256));
        put("leave.md", "Up to five days of leave carry over", "A sick note is due on the third day");
        put("请假.md", "年假最多可以结转五天", "病假需要医生证明");
        put("codes.md", "Error E4711 means that the fuse is blown, so call the plant manager at once and wait");
        index.commit();
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void put(String document, String... texts) {
        List<Chunk> chunks = new ArrayList<>();
        for (String text : texts) {
            int position = chunks.size();
            chunks.add(new Chunk(
                    document + "#" + position,
                    document,
                    position,
                    text,
                    Map.of("heading", "§" + position),
                    MODEL.vector(text)));
        }
        index.replace(document, "1", Map.of("title", "Title of " + document), chunks);
    }

    @Test
    void should_find_in_every_mode_and_both_languages() {
        for (RetrievalMode mode : RetrievalMode.values()) {
            Retriever retriever = retriever(mode);
            assertThat(first(retriever, "How many days of leave carry over?"))
                    .as(mode.name())
                    .isEqualTo("leave.md#0");
            assertThat(first(retriever, "年假可以结转几天")).as(mode.name()).isEqualTo("请假.md#0");
        }
    }

    @Test
    void should_be_hybrid_with_an_embedding_model_and_keyword_without() {
        assertThat(Retriever.builder(index).embedding(MODEL).build().mode()).isEqualTo(RetrievalMode.HYBRID);
        assertThat(Retriever.builder(index).build().mode()).isEqualTo(RetrievalMode.KEYWORD);
    }

    @Test
    void should_score_by_cosine_in_hybrid_mode_also_what_only_the_words_found() {
        // One more than the candidates of a fusion, all nearer to the question's vector than the one with its word.
        for (int i = 0; i <= 50; i++) {
            index.replace(
                    "near" + i,
                    "1",
                    Map.of(),
                    List.of(new Chunk("near" + i, "near" + i, 0, "的", Map.of(), MODEL.vector("E4711"))));
        }
        index.commit();
        Retrieval found = retriever(RetrievalMode.HYBRID).retrieve("E4711", 5, 0);
        Passage byWord = found.passages().stream()
                .filter(p -> p.document().equals("codes.md"))
                .findFirst()
                .orElseThrow();
        double cosine = index.vector(MODEL.vector("E4711"), 100).stream()
                .filter(hit -> hit.document().equals("codes.md"))
                .mapToDouble(Hit::score)
                .findFirst()
                .orElseThrow();
        assertThat(byWord.score()).isEqualTo(cosine).isLessThan(0.9);
        assertThat(found.topScore()).isGreaterThan(0.999);
    }

    @Test
    void should_hand_out_only_what_reaches_the_threshold_and_still_tell_the_best_score() {
        Retrieval none = retriever(RetrievalMode.HYBRID).retrieve("完全无关 unrelated", 3, 0.9);
        assertThat(none.hit()).isFalse();
        assertThat(none.topScore()).isBetween(0.4, 0.89);
        assertThat(none.threshold()).isEqualTo(0.9);
        Retrieval one = retriever(RetrievalMode.HYBRID).retrieve("年假最多可以结转五天", 3, 0.9);
        assertThat(one.passages()).extracting(Passage::id).containsExactly("请假.md#0");
        assertThat(one.topScore()).isEqualTo(one.passages().get(0).score());
    }

    @Test
    void should_give_no_more_than_asked_for() {
        for (RetrievalMode mode : RetrievalMode.values()) {
            assertThat(retriever(mode).retrieve("days 五天 leave 年假", 2, 0).passages())
                    .hasSize(2);
        }
    }

    @Test
    void should_find_nothing_by_words_that_are_not_there() {
        Retrieval nothing = retriever(RetrievalMode.KEYWORD).retrieve("zebra", 3, 0);
        assertThat(nothing.hit()).isFalse();
        assertThat(nothing.topScore()).isZero();
    }

    @Test
    void should_tell_people_where_a_passage_stands() {
        Passage passage = retriever(RetrievalMode.VECTOR)
                .retrieve("病假需要医生证明", 1, 0)
                .passages()
                .get(0);
        assertThat(passage.title()).isEqualTo("Title of 请假.md · §1");
        assertThat(passage.document()).isEqualTo("请假.md");
        assertThat(passage.metadata()).containsEntry("heading", "§1");
    }

    @Test
    void should_serve_langchain4j_with_score_and_id() {
        List<Content> contents =
                retriever(RetrievalMode.HYBRID).asContentRetriever(1, 0.5).retrieve(Query.from("病假需要医生证明"));
        assertThat(contents).hasSize(1);
        Content content = contents.get(0);
        assertThat(content.textSegment().text()).isEqualTo("病假需要医生证明");
        assertThat(content.textSegment().metadata().getString("document")).isEqualTo("请假.md");
        assertThat(content.metadata()).containsEntry(ContentMetadata.EMBEDDING_ID, "请假.md#1");
        assertThat((Double) content.metadata().get(ContentMetadata.SCORE)).isGreaterThan(0.999);
    }

    @Test
    void should_name_both_models_if_the_vectors_do_not_fit() {
        Retriever retriever =
                Retriever.builder(index).embedding(new HashEmbeddingModel(7)).build();
        assertThatExceptionOfType(IndexException.class)
                .isThrownBy(() -> retriever.retrieve("x", 1, 0))
                .withMessageContaining("test/hash (dimension 256)")
                .withMessageContaining("length 7");
    }

    @Test
    void should_refuse_a_mode_that_needs_what_is_not_there() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Retriever.builder(index).mode(RetrievalMode.VECTOR).build())
                .withMessageContaining("embedding model");
        try (ChunkIndex words = ChunkIndex.open(directory.resolve("words"), IndexSettings.KEYWORD_ONLY)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Retriever.builder(words).embedding(MODEL).build())
                    .withMessageContaining("keyword-only");
        }
    }

    @Test
    void should_refuse_nonsense() {
        Retriever retriever = retriever(RetrievalMode.HYBRID);
        assertThatIllegalArgumentException().isThrownBy(() -> retriever.retrieve(" ", 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> retriever.retrieve("x", 0, 0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> retriever.retrieve("x", 1, 1.1))
                .withMessageContaining("1.1");
        assertThatIllegalArgumentException().isThrownBy(() -> retriever.retrieve("x", 1, Double.NaN));
    }

    private Retriever retriever(RetrievalMode mode) {
        return Retriever.builder(index).embedding(MODEL).mode(mode).build();
    }

    private static String first(Retriever retriever, String question) {
        return retriever.retrieve(question, 3, 0).passages().get(0).id();
    }
}
