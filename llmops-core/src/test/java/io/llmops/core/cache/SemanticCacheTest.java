package io.llmops.core.cache;

import static io.llmops.core.cache.Chats.SCOPE;
import static io.llmops.core.cache.Chats.answer;
import static io.llmops.core.cache.Chats.ask;
import static io.llmops.core.cache.Chats.call;
import static io.llmops.core.cache.Chats.open;
import static io.llmops.core.cache.Chats.scope;
import static io.llmops.core.cache.Chats.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.llmops.api.cache.CachedQuestion;
import io.llmops.test.FakeClock;
import io.llmops.test.HashEmbeddingModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SemanticCacheTest {

    private static final String QUESTION = "How do I reset my password?";
    private static final String OTHER_WORDS = "How can I reset my password, please?";

    private final FakeClock clock = FakeClock.create();
    private final MapStore store = new MapStore();
    private final EmbeddingModel model = new HashEmbeddingModel();
    private final Cache settings = Cache.semantic(model).threshold(0.5);
    private final ResponseCache cache = open(settings, clock, model, store);

    @Test
    void should_answer_a_question_in_other_words() {
        call(cache, SCOPE, ask(QUESTION), () -> answer("Click reset."));

        CachedCall.Reply reply = call(cache, SCOPE, ask(OTHER_WORDS), () -> answer("never"));

        assertThat(reply).isEqualTo(new CachedCall.Reply(answer("Click reset."), true));
        assertThat(cache.stats().similarHits()).isEqualTo(1);
        assertThat(cache.stats().hits()).isZero();
    }

    @Test
    void should_answer_a_chinese_question_in_other_words() {
        call(cache, SCOPE, ask("怎么重置密码？"), () -> answer("点击重置。"));

        assertThat(text(call(cache, SCOPE, ask("请问如何重置我的密码？"), () -> answer("never"))))
                .isEqualTo("点击重置。");
    }

    @Test
    void should_be_off_unless_asked() {
        ResponseCache exact = open(Cache.exact(), clock);
        call(exact, SCOPE, ask(QUESTION), () -> answer("x"));

        assertThat(call(exact, SCOPE, ask(OTHER_WORDS), () -> answer("y")).cached())
                .isFalse();
    }

    @Test
    void should_ask_the_model_where_the_questions_are_not_near_enough() {
        ResponseCache strict = open(settings.threshold(0.99), clock, model, store);
        call(strict, SCOPE, ask(QUESTION), () -> answer("x"));

        assertThat(call(strict, SCOPE, ask(OTHER_WORDS), () -> answer("y")).cached())
                .isFalse();
    }

    @Test
    void should_ask_the_model_where_anything_else_differs() {
        call(cache, SCOPE, ask(QUESTION), () -> answer("x"));

        assertThat(call(cache, scope("other"), ask(OTHER_WORDS), () -> answer("y"))
                        .cached())
                .isFalse();
        assertThat(call(
                                cache,
                                SCOPE,
                                ask(OTHER_WORDS).toBuilder().temperature(0.9).build(),
                                () -> answer("y"))
                        .cached())
                .isFalse();
        assertThat(call(
                                cache,
                                SCOPE,
                                ask("").toBuilder()
                                        .messages(
                                                SystemMessage.from("Answer at length."), UserMessage.from(OTHER_WORDS))
                                        .build(),
                                () -> answer("y"))
                        .cached())
                .isFalse();
    }

    @Test
    void should_find_in_the_store_what_another_process_kept() {
        call(cache, SCOPE, ask(QUESTION), () -> answer("kept"));
        ResponseCache other = open(settings, clock, model, store);

        assertThat(text(call(other, SCOPE, ask(OTHER_WORDS), () -> answer("never"))))
                .isEqualTo("kept");
    }

    @Test
    void should_forget_when_the_time_is_over() {
        call(cache, SCOPE, ask(QUESTION), () -> answer("x"));
        clock.advance(Duration.ofHours(1));

        assertThat(call(cache, SCOPE, ask(OTHER_WORDS), () -> answer("y")).cached())
                .isFalse();
    }

    @Test
    void should_keep_no_text_of_the_question() {
        call(cache, SCOPE, ask(QUESTION), () -> answer("Click here."));

        assertThat(store.entries.values().toString()
                        + store.entries.values().iterator().next().answer())
                .doesNotContainIgnoringCase("password");
    }

    @Test
    void should_look_for_long_texts_exactly() {
        String longer = " so".repeat(Questions.LONGEST);
        call(cache, SCOPE, ask(QUESTION + longer), () -> answer("x"));

        assertThat(call(cache, SCOPE, ask(OTHER_WORDS + longer), () -> answer("y"))
                        .cached())
                .isFalse();
        assertThat(call(cache, SCOPE, ask(QUESTION + longer), () -> answer("y")).cached())
                .isTrue();
    }

    @Test
    void should_go_on_where_the_embedding_model_fails() {
        EmbeddingModel broken = new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                throw new IllegalStateException("no memory");
            }
        };
        ResponseCache with = open(Cache.semantic(broken), clock, broken, store);

        assertThat(text(call(with, SCOPE, ask(QUESTION), () -> answer("x")))).isEqualTo("x");
        assertThat(call(with, SCOPE, ask(QUESTION), () -> answer("never")).cached())
                .isTrue();
        assertThat(with.stats().failures()).isEqualTo(1);
    }

    @Test
    void should_not_take_vectors_of_another_length_for_near() {
        call(cache, SCOPE, ask(QUESTION), () -> answer("x"));
        Questions questions = new Questions(new HashEmbeddingModel(8), 0.0, new CacheCounts());
        CachedQuestion small =
                questions.of(CacheKey.of(SCOPE, ask(QUESTION), null)).orElseThrow();
        CachedQuestion kept =
                requireNonNull(store.entries.values().iterator().next().question());

        assertThat(questions.similarity(small, kept)).isNegative();
    }
}
