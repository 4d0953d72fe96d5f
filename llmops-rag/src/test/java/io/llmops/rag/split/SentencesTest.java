package io.llmops.rag.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SentencesTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("One. Two! Three?", List.of("One.", "Two!", "Three?")),
                Arguments.of(
                        "Dr. Smith met Mr. Li at 3.14 p.m. on Jan. 5.",
                        List.of("Dr. Smith met Mr. Li at 3.14 p.m. on Jan. 5.")),
                Arguments.of(
                        "See Fig. 3 and No. 5. He said no. Then he left.",
                        List.of("See Fig. 3 and No. 5.", "He said no.", "Then he left.")),
                Arguments.of(
                        "Use fruit, e.g. Apples. J. K. Rowling wrote it.",
                        List.of("Use fruit, e.g. Apples.", "J. K. Rowling wrote it.")),
                Arguments.of("Go to example.com. It is free.", List.of("Go to example.com.", "It is free.")),
                Arguments.of(
                        "\"Stop!\" he said. (It was late.) Nobody came.",
                        List.of("\"Stop!\" he said.", "(It was late.)", "Nobody came.")),
                Arguments.of(
                        "It stopped... and went on. Was it so?! Yes.",
                        List.of("It stopped... and went on.", "Was it so?!", "Yes.")),
                Arguments.of("年假有十五天。最多结转五天！还有吗？没有；就这些……完", List.of("年假有十五天。", "最多结转五天！", "还有吗？", "没有；", "就这些……", "完")),
                Arguments.of("他说：“可以。”然后走了。", List.of("他说：“可以。”", "然后走了。")),
                Arguments.of("版本3.5发布了。OK. 好的。", List.of("版本3.5发布了。", "OK.", "好的。")),
                Arguments.of("A line that\nwraps here. Next\none.", List.of("A line that\nwraps here.", "Next\none.")),
                Arguments.of(
                        "# Leave\nFive days.\n- first item\n- second item\n\nEnd",
                        List.of("# Leave", "Five days.", "- first item", "- second item", "End")),
                Arguments.of("1. Ask first. 2. Then go.", List.of("1. Ask first.", "2. Then go.")),
                Arguments.of("一、总则\n二、年假。", List.of("一、总则", "二、年假。")),
                Arguments.of("| a. B | c |\n| d | e. F |", List.of("| a. B | c |", "| d | e. F |")),
                Arguments.of(
                        "Country: France; Note: Good. Very good.\nCountry: 中国; Note: 好。很好。",
                        List.of("Country: France; Note: Good. Very good.", "Country: 中国; Note: 好。很好。")),
                Arguments.of(" \r\n \r\n One.\r\n\r\nTwo\r\n", List.of("One.", "Two")),
                Arguments.of("It is red.[1][2] It is tall.", List.of("It is red.[1][2]", "It is tall.")),
                Arguments.of("", List.of()),
                Arguments.of("。", List.of("。")));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void should_end_sentences_where_readers_do(String text, List<String> sentences) {
        assertThat(Sentences.of(text)).isEqualTo(sentences);
    }

    @Test
    void should_lose_nothing_but_blanks() {
        String text = "Mixed 文本。With “quotes”!？ And\tcells | here\n\n… odd . marks ?!x 3.14。";

        assertThat(String.join("", Sentences.of(text)).replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
    }
}
