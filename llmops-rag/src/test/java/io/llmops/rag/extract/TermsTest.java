package io.llmops.rag.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TermsTest {

    @Test
    void should_make_one_of_the_inflections_of_a_word() {
        assertThat(Terms.ofSentence("carry carries carried carrying")).containsExactly("carry");
        assertThat(Terms.ofSentence("plan plans planned planning")).containsExactly("plan");
        assertThat(Terms.ofSentence("box boxes")).containsExactly("box");
        assertThat(Terms.ofSentence("name names named")).containsExactly("nam");
        assertThat(Terms.ofSentence("status bus access")).containsExactly("status", "bus", "access");
    }

    @Test
    void should_leave_out_what_carries_no_meaning() {
        assertThat(Terms.ofQuestion("What is the company's pay day?")).containsExactly("company", "pay", "day");
        assertThat(Terms.ofQuestion("请问年假可以结转多少天？")).containsExactly("年假", "结转", "天");
    }

    @Test
    void should_part_chinese_from_what_stands_beside_it() {
        assertThat(Terms.ofQuestion("2015年NASUWT是什么？")).containsExactly("2015", "年", "nasuwt");
    }

    @Test
    void should_see_full_width_letters_as_plain_ones() {
        assertThat(Terms.ofSentence("ＡＢＣ１２")).containsExactly("abc12");
    }
}
