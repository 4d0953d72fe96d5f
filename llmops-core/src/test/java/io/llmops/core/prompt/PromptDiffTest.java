package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.core.prompt.PromptDiff.Kind;
import io.llmops.core.prompt.PromptDiff.Piece;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PromptDiffTest {

    private final InMemoryPromptRegistry registry = new InMemoryPromptRegistry();

    @Test
    void should_show_changed_words_where_they_stand() {
        PromptDiff diff = diff(
                PromptDraft.builder("p")
                        .system("Answer briefly, in one sentence.")
                        .user("{{question}}"),
                PromptDraft.builder("p")
                        .system("Answer in at most two sentences.")
                        .user("{{question}}"));
        assertThat(diff.parts())
                .singleElement()
                .hasToString("Answer [-briefly, -]in [-one sentence-]{+at most two sentences+}.");
        assertThat(diff.variables()).isEmpty();
    }

    @Test
    void should_take_each_chinese_character_for_a_word() {
        assertThat(diff(
                                PromptDraft.builder("p").user("请用一句话回答。"),
                                PromptDraft.builder("p").user("请用三句话简短回答。"))
                        .parts())
                .singleElement()
                .hasToString("请用[-一-]{+三+}句话{+简短+}回答。");
    }

    @Test
    void should_name_variables_and_parameters_that_came_went_or_changed() {
        PromptDiff diff = diff(
                PromptDraft.builder("p")
                        .user("{{question}} {{language}}")
                        .variable("question", v -> v.description("what was asked"))
                        .variable("language", v -> v)
                        .parameters(p -> p.temperature(0.2)),
                PromptDraft.builder("p")
                        .user("{{question}} {{角色}}")
                        .variable("question", v -> v.description("what was asked"))
                        .variable("角色", v -> v.defaultValue("客服"))
                        .parameters(p -> p.temperature(0.7).maxOutputTokens(200)));
        assertThat(diff.variables())
                .extracting(c -> c.name() + ": " + c.before() + " -> " + c.after())
                .containsExactly("language: text -> null", "角色: null -> text, optional, default 客服");
        assertThat(diff.parameters())
                .extracting(c -> c.name() + ": " + c.before() + " -> " + c.after())
                .containsExactly("maxOutputTokens: null -> 200", "temperature: 0.2 -> 0.7");
    }

    @Test
    void should_tell_examples_from_the_question() {
        PromptDiff diff = diff(
                PromptDraft.builder("p").user("2 + 2?").assistant("4").user("{{question}}"),
                PromptDraft.builder("p").user("2 + 2?").assistant("4.").user("{{question}}!"));
        assertThat(diff.parts())
                .extracting(part -> part.label() + " " + part)
                .containsExactly("assistant 4{+.+}", "user 2 {{question}}{+!+}");
    }

    @Test
    void should_be_empty_for_equal_versions() {
        assertThat(diff(
                                PromptDraft.builder("p").user("a"),
                                PromptDraft.builder("p").user("a"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void should_give_both_texts_back_whatever_they_are() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            String from = text(random);
            String to = text(random);
            List<Piece> pieces = WordDiff.between(from, to);
            assertThat(joined(pieces, Kind.ADDED)).as("seed %d", seed).isEqualTo(from);
            assertThat(joined(pieces, Kind.REMOVED)).as("seed %d", seed).isEqualTo(to);
        }
    }

    @Test
    void should_find_the_shortest_way() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            String from = letters(random);
            String to = letters(random);
            int changed = WordDiff.between(from, to).stream()
                    .filter(piece -> piece.kind() != Kind.SAME)
                    .mapToInt(piece -> piece.text().length())
                    .sum();
            assertThat(changed)
                    .as("%s to %s, seed %d", from, to, seed)
                    .isEqualTo(from.length() + to.length() - 2 * inCommon(from, to));
        }
    }

    /** Each Chinese character is one word. */
    private static String letters(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append("甲乙丙".charAt(random.nextInt(3)));
        }
        return text.toString();
    }

    /** Length of the longest common subsequence, by the textbook's table. */
    private static int inCommon(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                table[i][j] = a.charAt(i - 1) == b.charAt(j - 1)
                        ? table[i - 1][j - 1] + 1
                        : Math.max(table[i - 1][j], table[i][j - 1]);
            }
        }
        return table[a.length()][b.length()];
    }

    @Test
    void should_show_texts_that_have_little_in_common_as_one_replacement_within_bounds() {
        String one = "甲".repeat(50_000) + "x ".repeat(20_000);
        String other = "乙".repeat(50_000) + "y ".repeat(20_000);
        List<Piece> pieces = WordDiff.between(one, other);
        assertThat(joined(pieces, Kind.ADDED)).isEqualTo(one);
        assertThat(joined(pieces, Kind.REMOVED)).isEqualTo(other);
    }

    private PromptDiff diff(PromptDraft.Builder from, PromptDraft.Builder to) {
        PromptVersion one = registry.publish(from.build());
        PromptVersion other = registry.publish(to.build());
        return PromptDiff.between(new Prompts(registry), one, other);
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(List.of("a", "b ", "字", "\n", "{{x}}", " ", "😀").get(random.nextInt(7)));
        }
        return text.toString();
    }

    private static String joined(List<Piece> pieces, Kind without) {
        return pieces.stream()
                .filter(piece -> piece.kind() != without)
                .map(Piece::text)
                .collect(Collectors.joining());
    }
}
