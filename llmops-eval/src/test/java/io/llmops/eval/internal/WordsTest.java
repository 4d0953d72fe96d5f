package io.llmops.eval.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    The  answer is: TRUE.       | the answer is true
                    答案：是的。                  | 答 案 是 的
                    ＧＰＴ－４ 很快！              | gpt 4 很 快
                    Don't panic, it’s O'Neil    | dont panic its oneil
                    the U.S. and e.g. Berlin    | the us and eg berlin
                    1,234,567.80 RMB            | 1234567.80 rmb
                    1,2,3                       | 1 2 3
                    -5 or −5 but not 3-5 or x-5 | -5 or -5 but not 3 5 or x 5
                    温度-5度                     | 温 度 -5 度
                    well-known/yes              | well known yes
                    the end.                    | the end
                    カタカナとひらがな             | カ タ カ ナ と ひ ら が な
                    한국어 문장                   | 한국어 문장
                    """)
    void should_part_text_into_the_words_a_reader_sees(String text, String words) {
        assertThat(String.join(" ", Words.of(text))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = "( ) ] | ()]\n？　！ | ?!")
    void should_give_characters_for_answers_of_symbols(String text, String symbols) {
        assertThat(Words.of(text)).isEmpty();
        assertThat(String.join("", Words.symbols(text))).isEqualTo(symbols);
    }
}
