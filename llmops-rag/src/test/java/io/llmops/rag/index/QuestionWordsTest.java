package io.llmops.rag.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuestionWordsTest {

    @Test
    void should_leave_out_words_that_only_ask() {
        assertThat(QuestionWords.leftOut("How many days does leave last?"))
                .isEqualToIgnoringWhitespace("days leave last?");
        assertThat(QuestionWords.leftOut("请问年假可以结转多少天？")).isEqualToIgnoringWhitespace("年假 结转 天？");
    }

    @Test
    void should_keep_a_question_of_nothing_else() {
        assertThat(QuestionWords.leftOut("What? Who?")).isEqualTo("What? Who?");
        assertThat(QuestionWords.leftOut("什么？")).isEqualTo("什么？");
    }

    @Test
    void should_keep_words_that_only_begin_alike() {
        assertThat(QuestionWords.leftOut("whenever canned whoever")).isEqualTo("whenever canned whoever");
    }
}
