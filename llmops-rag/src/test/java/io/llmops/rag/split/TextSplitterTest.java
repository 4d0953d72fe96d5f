package io.llmops.rag.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextSplitterTest {

    @Test
    void should_leave_a_short_text_as_it_stands() {
        assertThat(TextSplitter.of(700, 100).split("  One.\n\n  Two.\n")).containsExactly("One.\n\n  Two.");
        assertThat(TextSplitter.of(700, 100).split(" \n ")).isEmpty();
    }

    @Test
    void should_cut_between_paragraphs_rather_than_between_sentences() {
        String first = "Alpha one is here. Alpha two is here.";
        String second = "Beta one is here. Beta two is here.";

        assertThat(TextSplitter.of(60, 0).split(first + "\n\n" + second)).containsExactly(first, second);
    }

    @Test
    void should_cut_between_sentences_and_repeat_the_last_that_fit() {
        String text = "Sentence one is here. Sentence two is here. Sentence three is it. Sentence four is it.";

        assertThat(TextSplitter.of(66, 22).split(text))
                .containsExactly(
                        "Sentence one is here. Sentence two is here. Sentence three is it.",
                        "Sentence three is it. Sentence four is it.");
    }

    @Test
    void should_count_a_chinese_character_three_times() {
        String text = "年假有十五天。最多结转五天。病假另外计算。"; // 7 characters a sentence, 21 of size

        assertThat(TextSplitter.of(42, 0).split(text)).containsExactly("年假有十五天。最多结转五天。", "病假另外计算。");
    }

    @Test
    void should_cut_a_long_sentence_at_clauses_then_at_words() {
        assertThat(TextSplitter.of(30, 0)
                        .split("First clause stands here, second clause there, and more words follow on it"))
                .containsExactly("First clause stands here,", "second clause there,", "and more words follow on it");
        assertThat(TextSplitter.of(30, 0).split("先是一个分句，再是一个分句，最后一个。")).containsExactly("先是一个分句，", "再是一个分句，", "最后一个。");
        assertThat(TextSplitter.of(20, 0).split("words without any mark between them"))
                .containsExactly("words without any", "mark between them");
    }

    @Test
    void should_never_cut_inside_a_character() {
        String accented = "e\u0301".repeat(40);
        String rare = "𠀀".repeat(40);
        for (String text : List.of(accented, rare)) {
            List<String> chunks = TextSplitter.of(21, 0).split(text);

            assertThat(String.join("", chunks)).isEqualTo(text);
            assertThat(chunks).hasSizeGreaterThan(1).allSatisfy(chunk -> {
                assertThat(Character.isLowSurrogate(chunk.charAt(0))).isFalse();
                assertThat(Character.getType(chunk.charAt(0))).isNotEqualTo(Character.NON_SPACING_MARK);
            });
        }
    }

    @Test
    void should_keep_a_row_of_a_table_whole() {
        String row = "| " + "cell. Cell | ".repeat(5) + "|";
        String named = "Country: France; Rate: 53 EUR; Note: ask first. Then book.";

        assertThat(TextSplitter.of(40, 0).split(row)).containsExactly(row);
        assertThat(TextSplitter.of(40, 0).split("Rates.\n" + named + "\n" + named))
                .contains(named);
        assertThat(TextSplitter.of(20, 0).split("| " + "cell ".repeat(100))).hasSizeGreaterThan(4);
    }

    @Test
    void should_keep_a_heading_with_what_follows() {
        String text = "Some opening words stand here.\n\n# Leave\n\nFive days carry over.";

        assertThat(TextSplitter.of(40, 0).split(text))
                .containsExactly("Some opening words stand here.", "# Leave\n\nFive days carry over.");
    }

    @Test
    void should_lose_nothing_exceed_nothing_and_end_for_any_text() {
        long seed = 7;
        Random random = new Random(seed);
        String[] pieces = {
            "word ",
            "年",
            "假。",
            ". ",
            ", ",
            "\n",
            "\n\n",
            "😀",
            "e\u0301",
            "; ",
            " | ",
            "\t",
            "x".repeat(50),
            "! ",
            "- ",
            "# ",
            "\r\n"
        };
        for (int round = 0; round < 300; round++) {
            StringBuilder built = new StringBuilder();
            for (int i = random.nextInt(200); i > 0; i--) {
                built.append(pieces[random.nextInt(pieces.length)]);
            }
            String text = built.toString();
            List<String> chunks = TextSplitter.of(60, 0).split(text);

            assertThat(String.join("", chunks).replaceAll("\\s", ""))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(text.replaceAll("\\s", ""));
            assertThat(chunks).noneMatch(String::isBlank);
            List<String> overlapping = TextSplitter.of(60, 30).split(text);
            assertThat(overlapping).hasSizeLessThanOrEqualTo(4 * Math.max(1, text.length()));
            assertThat(overlapping).allMatch(text::contains);
        }
    }

    @Test
    void should_stay_within_the_window_of_small_models() {
        String english =
                "The committee decided that every request must be answered within ten working days. ".repeat(60);
        String chinese = "委员会决定每一项申请都必须在十个工作日之内得到答复。".repeat(60);

        assertThat(TextSplitter.of(700, 100).split(english)).allMatch(chunk -> chunk.length() <= 720);
        assertThat(TextSplitter.of(700, 100).split(chinese)).allMatch(chunk -> chunk.length() <= 234);
    }

    @Test
    void should_split_a_document_of_langchain4j_with_its_metadata() {
        var segments = TextSplitter.of(20, 0)
                .split(Document.from("Alpha is one here. Beta is two here.", Metadata.from("page", "2")));

        assertThat(segments).extracting(s -> s.text()).containsExactly("Alpha is one here.", "Beta is two here.");
        assertThat(segments).allMatch(s -> "2".equals(s.metadata().getString("page")));
    }

    @Test
    void should_have_one_fingerprint_for_each_way_to_cut() {
        List<String> prints = new ArrayList<>();
        prints.add(TextSplitter.of(700, 100).fingerprint());
        prints.add(TextSplitter.of(700, 50).fingerprint());
        prints.add(TextSplitter.of(600, 100).fingerprint());

        assertThat(prints).doesNotHaveDuplicates();
        assertThat(TextSplitter.of(700, 100).fingerprint()).isEqualTo(prints.get(0));
    }

    @Test
    void should_refuse_sizes_out_of_range() {
        assertThatThrownBy(() -> TextSplitter.of(19, 0)).hasMessageContaining("19");
        assertThatThrownBy(() -> TextSplitter.of(100, 51)).hasMessageContaining("51");
        assertThatThrownBy(() -> TextSplitter.of(100, -1)).hasMessageContaining("-1");
    }
}
