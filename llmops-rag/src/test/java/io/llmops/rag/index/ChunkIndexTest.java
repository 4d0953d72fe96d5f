package io.llmops.rag.index;

import static io.llmops.rag.index.Chunks.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.data.Offset.offset;

import io.llmops.api.exception.LockedException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkIndexTest {

    private final Path directory;

    private ChunkIndex index;

    ChunkIndexTest(@TempDir Path directory) {
        this.directory = directory;
        index = ChunkIndex.open(directory, SETTINGS);
    }

    @AfterEach
    void close() {
        assertThat(index.check()).isEmpty();
        index.close();
    }

    @Test
    void should_show_nothing_before_the_commit_and_all_of_it_after() {
        Chunks.put(index, "a.md", "v1", "one", "two");
        assertThat(index.size()).isZero();
        assertThat(index.documents()).isEmpty();
        assertThat(index.keyword("one", 5)).isEmpty();

        index.commit();
        assertThat(index.size()).isEqualTo(2);
        assertThat(index.documents()).isEqualTo(Map.of("a.md", "v1"));
        assertThat(index.keyword("one", 5)).extracting(Hit::id).containsExactly("a.md#0");
    }

    @Test
    void should_put_new_chunks_in_the_place_of_all_old_ones() {
        Chunks.put(index, "a.md", "v1", "one", "two", "three");
        index.commit();
        Chunks.put(index, "a.md", "v2", "four");
        index.commit();
        assertThat(index.size()).isEqualTo(1);
        assertThat(index.documents()).isEqualTo(Map.of("a.md", "v2"));
        assertThat(index.vector(Chunks.MODEL.vector("one"), 10))
                .extracting(Hit::text)
                .containsExactly("four");
        assertThat(index.keyword("one two three", 10)).isEmpty();
    }

    @Test
    void should_take_out_a_document_with_its_chunks_and_its_record() {
        Chunks.put(index, "a.md", "v1", "one");
        Chunks.put(index, "b.md", "v1", "two");
        index.commit();
        index.remove("a.md");
        index.remove("never-there.md");
        index.commit();
        assertThat(index.size()).isEqualTo(1);
        assertThat(index.documents()).containsOnlyKeys("b.md");
    }

    @Test
    void should_forget_changes_on_rollback_and_take_new_ones() {
        Chunks.put(index, "a.md", "v1", "one");
        index.commit();
        Chunks.put(index, "a.md", "v2", "two");
        index.remove("a.md");
        index.rollback();
        index.commit();
        assertThat(index.documents()).isEqualTo(Map.of("a.md", "v1"));
        Chunks.put(index, "b.md", "v1", "three");
        index.commit();
        assertThat(index.documents()).containsOnlyKeys("a.md", "b.md");
        assertThat(index.keyword("two", 5)).isEmpty();
    }

    @Test
    void should_keep_the_lock_through_a_rollback() {
        index.rollback();
        assertThat(catchThrowable(() -> ChunkIndex.open(directory, SETTINGS))).isInstanceOf(LockedException.class);
    }

    @Test
    void should_forget_on_close_what_was_not_committed() {
        Chunks.put(index, "a.md", "v1", "one");
        index.commit();
        Chunks.put(index, "b.md", "v1", "two");
        index.close();
        index = ChunkIndex.open(directory, SETTINGS);
        assertThat(index.documents()).containsOnlyKeys("a.md");
    }

    @Test
    void should_remember_a_document_without_chunks() {
        index.replace("empty.md", "v1", Map.of(), List.of());
        index.commit();
        assertThat(index.documents()).isEqualTo(Map.of("empty.md", "v1"));
        assertThat(index.size()).isZero();
    }

    @Test
    void should_give_back_text_position_and_metadata_with_the_chunks_own_first() {
        float[] vector = Chunks.MODEL.vector("年假");
        Chunk chunk = new Chunk("c1", "请假.md", 3, "年假五天。\n", Map.of("page", "2", "title", "节"), vector);
        index.replace("请假.md", "v1", Map.of("title", "请假", "author", "王"), List.of(chunk));
        index.commit();
        assertThat(index.vector(vector, 1))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("score")
                .containsExactly(
                        new Hit("c1", "请假.md", 3, "年假五天。\n", Map.of("page", "2", "title", "节", "author", "王"), 1));
    }

    @Test
    void should_score_vectors_by_half_of_one_plus_the_cosine() {
        float[] right = new float[Chunks.DIMENSION];
        right[0] = 3;
        float[] up = new float[Chunks.DIMENSION];
        up[1] = 5;
        float[] left = new float[Chunks.DIMENSION];
        left[0] = -0.1f;
        float[] zero = new float[Chunks.DIMENSION];
        index.replace(
                "d",
                "1",
                Map.of(),
                List.of(
                        new Chunk("left", "d", 0, "x", Map.of(), left),
                        new Chunk("up", "d", 1, "x", Map.of(), up),
                        new Chunk("right", "d", 2, "x", Map.of(), right),
                        new Chunk("zero", "d", 3, "x", Map.of(), zero)));
        index.commit();
        List<Hit> hits = index.vector(right, 9);
        assertThat(hits).extracting(Hit::id).containsExactly("right", "up", "zero", "left");
        assertThat(hits).extracting(Hit::score).containsExactly(1.0, 0.5, 0.5, 0.0);
    }

    @Test
    void should_find_english_by_its_words_whatever_their_ending_or_case() {
        Chunks.put(index, "a.md", "1", "The Employee's remaining days CARRY over.", "Nothing of interest.");
        index.commit();
        assertThat(index.keyword("carried employees", 5)).extracting(Hit::id).containsExactly("a.md#0");
        assertThat(index.keyword("the", 5)).isEmpty();
    }

    @Test
    void should_find_chinese_by_pairs_of_characters_and_by_one_alone() {
        Chunks.put(index, "a.md", "1", "年假最多可以结转五天。", "病假需要医生证明。", "个人所得税");
        index.commit();
        assertThat(index.keyword("年假能结转多少天?", 5)).extracting(Hit::id).startsWith("a.md#0");
        assertThat(index.keyword("医生证明", 5)).extracting(Hit::id).containsExactly("a.md#1");
        assertThat(index.keyword("税", 5)).extracting(Hit::id).containsExactly("a.md#2");
        assertThat(index.keyword("猫", 5)).isEmpty();
    }

    @Test
    void should_find_full_width_and_half_width_alike() {
        Chunks.put(index, "a.md", "1", "型号 ABC123 的说明", "ガイド");
        index.commit();
        assertThat(index.keyword("abc123", 5)).extracting(Hit::id).containsExactly("a.md#0");
        assertThat(index.keyword("ｶﾞｲﾄﾞ", 5)).extracting(Hit::id).containsExactly("a.md#1");
    }

    @Test
    void should_take_a_question_as_words_and_never_as_syntax() {
        Chunks.put(index, "a.md", "1", "plain text");
        index.commit();
        for (String question : List.of("text:* OR (", "\"", "document:a.md", "", "   ", "[* TO *]", "~^\\", "\uD800")) {
            assertThat(index.keyword(question, 5)).as(question).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(index.keyword("document:a.md", 5)).isEmpty();
    }

    @Test
    void should_score_words_by_the_share_of_the_question_that_is_found() {
        Chunks.put(index, "a.md", "1", "alpha beta gamma", "alpha delta epsilon", "zeta eta theta");
        index.commit();
        double all = index.keyword("alpha beta gamma", 1).get(0).score();
        double one = index.keyword("alpha unknown words", 1).get(0).score();
        assertThat(all).isBetween(0.4, 0.6);
        assertThat(one).isBetween(0.01, 0.2);
        Chunks.put(index, "b.md", "1", "omega ".repeat(500));
        index.commit();
        assertThat(index.keyword("omega", 1).get(0).score()).isBetween(0.9, 1.0);
    }

    @Test
    void should_take_a_question_as_long_as_a_document() {
        StringBuilder question = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            question.append("word").append(i).append(' ');
        }
        Chunks.put(index, "a.md", "1", "word7 word8");
        index.commit();
        assertThat(index.keyword(question.toString(), 5)).hasSize(1);
    }

    @Test
    void should_score_both_rankings_by_cosine_in_candidates() {
        Chunks.put(index, "a.md", "1", "年假 结转", "alpha beta", "alpha");
        index.commit();
        float[] query = Chunks.MODEL.vector("年假 结转");
        Candidates found = index.candidates("alpha", query, 2);
        assertThat(found.byVector()).hasSize(2);
        assertThat(found.byVector().get(0).id()).isEqualTo("a.md#0");
        assertThat(found.byVector().get(0).score()).isEqualTo(1.0, offset(1e-6));
        assertThat(found.byKeyword()).extracting(Hit::id).containsExactlyInAnyOrder("a.md#1", "a.md#2");
        Map<String, Double> exact = new HashMap<>();
        index.vector(query, 10).forEach(hit -> exact.put(hit.id(), hit.score()));
        assertThat(found.byKeyword()).allSatisfy(hit -> assertThat(hit.score()).isEqualTo(exact.get(hit.id())));
    }

    @Test
    void should_refuse_a_chunk_that_does_not_fit_and_stay_as_it_was() {
        Chunks.put(index, "a.md", "v1", "one");
        index.commit();
        float[] vector = new float[Chunks.DIMENSION];
        float[] broken = new float[Chunks.DIMENSION];
        broken[3] = Float.NaN;
        refuse("another document", new Chunk("c", "b.md", 0, "x", Map.of(), vector));
        refuse("must have a vector", new Chunk("c", "a.md", 0, "x", Map.of(), null));
        refuse("length 3", new Chunk("c", "a.md", 0, "x", Map.of(), new float[3]));
        refuse("NaN", new Chunk("c", "a.md", 0, "x", Map.of(), broken));
        Chunk good = new Chunk("c", "a.md", 0, "x", Map.of(), vector);
        refuse("twice", good, good);
        index.commit();
        assertThat(index.documents()).isEqualTo(Map.of("a.md", "v1"));
        assertThat(index.size()).isEqualTo(1);
    }

    private void refuse(String why, Chunk... chunks) {
        String expected = why.equals("another document") ? "b.md" : why;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.replace("a.md", "v2", Map.of(), List.of(chunks)))
                .withMessageContaining(expected);
    }

    @Test
    void should_refuse_a_query_that_does_not_fit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.vector(new float[3], 5))
                .withMessageContaining("3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.keyword("x", 0))
                .withMessageContaining("0");
    }

    @Test
    void should_say_that_it_is_closed() {
        index.close();
        assertThatIllegalStateException().isThrownBy(() -> index.keyword("x", 1));
        assertThatIllegalStateException().isThrownBy(() -> index.remove("x")).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> index.commit()).withMessageContaining("closed");
        index.close();
        index = ChunkIndex.open(directory, SETTINGS);
    }
}
