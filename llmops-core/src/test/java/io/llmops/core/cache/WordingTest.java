package io.llmops.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.test.QuestionPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @Test
    void should_tell_every_near_miss_apart() {
        List<QuestionPair> pairs = QuestionPair.nearMisses();

        assertThat(pairs).hasSize(200);
        assertThat(pairs).filteredOn(WordingTest::meet).isEmpty();
    }

    @Test
    void should_tell_pairs_apart_that_were_made_against_its_rules() {
        List<QuestionPair> pairs = QuestionPair.adversarial();

        assertThat(pairs).hasSize(261);
        assertThat(pairs).filteredOn(WordingTest::meet).isEmpty();
    }

    @Test
    void should_take_more_than_half_of_the_paraphrases_for_the_same() {
        List<QuestionPair> pairs = QuestionPair.paraphrases();

        assertThat(pairs).hasSize(80);
        assertThat(pairs).filteredOn(WordingTest::meet).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "after twenty-five days | after 25 days",
                "one hundred and five items | 105 items",
                "two thousand three hundred items | 2,300 items",
                "三百零五 件 | 305件",
                "两万三千件 | 23000件",
                "3万件 | 30000 件",
                "二〇二六年 | 2026年",
                "１２件 | 12件",
                "the third rule | the 3rd rule",
                "on March 5, 2026 | on 2026-03-05",
                "on March 5th | on 5 March",
                "on the 5th of March 2026 | on 2026/3/5",
                "2026年3月5日 | 2026-03-05",
                "三月五号 | 3月5日",
                "at 3 pm | at 15:00",
                "it isn't open | it is not open",
                "it can't open | it cannot open",
                "How do I reset passwords? | how can I reset the password",
                "请问如何重置密码 | 怎么重置密码？",
                "一千五 | 1500",
                "一千零五 | 1005",
                "一千零五十 | 1050",
                "两百五 | 250",
                "一百一十五 | 115",
                "一亿五千万 | 150000000",
                "二十万三千五百 | 203500",
                "two thousand and five | 2005",
                "twenty-five hundred | 2500",
                "five hundred thousand | 500,000",
                "one hundred five thousand | 105000",
                "three million two hundred thousand and one | 3200001",
                "10³ | 10^3",
                ".5 mg | 0.5 mg",
                "at −5 | at -5",
                "issue #5 | issue 5",
                "a 30-day trial | a 30 day trial",
                "The \"Windows 11\" key | the 'Windows 11' key"
            })
    void should_read_two_ways_of_writing_as_the_same(String first, String second) {
        assertThat(Wording.of(first)).isEqualTo(Wording.of(second));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3个月 | 3月",
                "order 007 | order 7",
                "version 1.10 | version 1.1.0",
                "03/04/2026 | 04/03/2026",
                "at 3 am | at 3 pm",
                "十分钟 | 十二分钟",
                "5% | 5",
                "$5 | €5",
                "-5 degrees | 5 degrees",
                "call the US office | call us at the office",
                "能不能退 | 不能退",
                "5.0.1 | 5.1.0",
                "一千五万 | 15000000",
                "三十四十 | 70",
                "万一 | 1",
                "百万 | 1000000"
            })
    void should_tell_two_meanings_apart(String first, String second) {
        assertThat(Wording.of(first)).isNotEqualTo(Wording.of(second));
    }

    @Test
    void should_read_any_text_without_failing() {
        for (String text : List.of(
                "",
                " ",
                "?",
                "'",
                "''''",
                "零",
                "亿亿亿亿亿亿亿亿",
                "一".repeat(500),
                "9".repeat(500),
                "-",
                "%",
                "\uD800",
                "one ".repeat(100),
                "百千万",
                "1,2,3",
                "12:99",
                "99:99 pm",
                "3月",
                "年月日",
                "🙂👍🏽",
                "and and",
                "one hundred and",
                "thousand and thousand",
                "一百零",
                "零零",
                "几",
                "3几",
                "³",
                "₂5₂",
                "5'\"",
                "-.",
                ".-#!=",
                "(")) {
            assertThat(Wording.of(text)).isEqualTo(Wording.of(text));
        }
    }

    private static boolean meet(QuestionPair pair) {
        return Wording.of(pair.first()).equals(Wording.of(pair.second()));
    }
}
