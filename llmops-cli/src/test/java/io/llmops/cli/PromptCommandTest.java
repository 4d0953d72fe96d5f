package io.llmops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.core.text.DisplayWidth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code llmops prompt} as a person calls it, on a directory and on a database. */
class PromptCommandTest {

    @TempDir
    Path directory;

    private String place = "";
    private String out = "";
    private String err = "";

    @ParameterizedTest
    @ValueSource(strings = {"提示", "jdbc:sqlite:prompts.db"})
    void should_publish_release_roll_back_and_show_how_it_came(String where) throws IOException {
        place = where.startsWith("jdbc:")
                ? "jdbc:sqlite:" + directory.resolve("prompts.db")
                : directory.resolve(where).toString();
        publish("请用一句话回答：{{question}}", "--author", "李雷", "--note", "第一版");
        assertThat(out).isEqualTo("客服@1\n");
        publish("请用两句话回答：{{question}} {{language}}", "--author", "韩梅梅", "--note", "更详细一些", "--parent", "1");
        assertThat(out).isEqualTo("客服@2\n");

        assertThat(run("prompt", "label", "客服", "production", "1", "--by", "李雷", "--note", "上线"))
                .isZero();
        assertThat(out).isEqualTo("客服, production: - -> 1\n");
        assertThat(run("prompt", "label", "客服", "production", "1=90", "2=10", "--by", "韩梅梅"))
                .isZero();
        assertThat(out).isEqualTo("客服, production: 1 -> 1 (90 %), 2 (10 %)\n");
        assertThat(run("prompt", "label", "客服", "production", "2", "--scenario", "search", "--by", "韩梅梅"))
                .isZero();
        assertThat(run("prompt", "rollback", "客服", "production", "--by", "李雷", "--note", "太长"))
                .isZero();
        assertThat(out).isEqualTo("客服, production: 1 (90 %), 2 (10 %) -> 1\n");

        assertThat(run("prompt", "list")).isZero();
        assertAligned(3);
        assertThat(out.lines().toList().get(2))
                .startsWith("客服@2  韩梅梅")
                .endsWith("production -> 1; production of search -> 2");

        assertThat(run("prompt", "history", "客服")).isZero();
        assertThat(out.lines().toList()).hasSize(2 + 2 + 1 + 2 + 4);
        assertThat(out.lines().toList().get(3)).contains("客服@2", "韩梅梅", "production of search", "更详细一些");
        assertThat(out.lines().toList().get(10)).contains("rollback", "李雷", "太长", "1 (90 %), 2 (10 %)");

        assertThat(run("prompt", "diff", "客服@2")).isZero();
        assertThat(out).contains("客服@1 -> 客服@2", "请用[-一-]{+两+}句话回答：{{question}}{+ {{language}}+}", "language  -");

        assertThat(run("prompt", "show", "客服@production")).isZero();
        assertThat(out).startsWith("客服@1\n").contains("李雷", "第一版", "labels", "## user\n请用一句话回答：{{question}}\n");
        assertThat(err).isEmpty();
    }

    @Test
    void should_print_json_for_programs() throws IOException {
        place = directory.resolve("prompts").toString();
        publish("one {{a}}", "--author", "李雷", "--format", "json");
        assertThat(out).contains("\"id\" : \"客服@1\"");
        assertThat(run("prompt", "label", "客服", "production", "1", "--format", "json"))
                .isZero();
        assertThat(out).contains("\"kind\" : \"move\"", "\"scenario\" : null");
        for (List<String> command : List.of(
                List.of("list"), List.of("history", "客服"), List.of("show", "客服"), List.of("diff", "客服", "客服@1"))) {
            List<String> all = new ArrayList<>(List.of("prompt"));
            all.addAll(command);
            all.addAll(List.of("--format", "json"));
            assertThat(run(all.toArray(String[]::new))).isZero();
            assertThat(out).contains("客服").matches("(?s)[\\[{].*[]}]\\n");
        }
    }

    @Test
    void should_publish_a_changed_copy_of_a_version_with_its_settings() throws IOException {
        place = directory.resolve("prompts").toString();
        Path file = Files.writeString(directory.resolve("draft.md"), """
                ---
                author: "李雷"
                note: "few words"
                variables:
                  question: {description: "what was asked"}
                parameters: {temperature: 0.2}
                ---
                ## system
                Be brief.
                ## user
                {{question}}
                """);
        assertThat(run("prompt", "publish", "answer", file.toString())).isZero();
        assertThat(run("prompt", "show", "answer")).isZero();
        assertThat(out).contains("李雷", "few words", "temperature 0.2", "## system\nBe brief.\n");
        assertThat(run("prompt", "publish", "answer", file.toString(), "--author", "other"))
                .isZero();
        assertThat(out).isEqualTo("answer@1, published before by 李雷\n");
    }

    @Test
    void should_name_every_usual_mistake_in_one_line() throws IOException {
        place = directory.resolve("prompts").toString();
        assertFails(1, "there is no '", "prompt", "list");
        assertFails(1, "there is none yet", publishing("one", "--parent", "1"));
        publish("one");
        publish("two");
        assertFails(1, "the newest is 2", publishing("three", "--parent", "1"));
        assertFails(1, "there is no file", "prompt", "publish", "客服", "nothing.md");
        assertFails(1, "no version 7", "prompt", "label", "客服", "production", "7");
        assertFails(1, "3=90 5=10", "prompt", "label", "客服", "production", "1=90", "1=10");
        assertFails(1, "3=90 5=10", "prompt", "label", "客服", "production", "two");
        assertFails(1, "--remove", "prompt", "label", "客服", "production");
        assertFails(1, "no label 'production'", "prompt", "rollback", "客服", "production");
        assertFails(1, "no prompt 'nothing'", "prompt", "history", "nothing");
        assertFails(1, "first version", "prompt", "diff", "客服@1");
        assertFails(2, "list, show, diff", "prompt");
    }

    private void publish(String text, String... options) throws IOException {
        assertThat(run(publishing(text, options))).as(err).isZero();
    }

    private String[] publishing(String text, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("text.md"), text);
        List<String> all = new ArrayList<>(List.of("prompt", "publish", "客服", file.toString()));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    /** All but the last column end at the same place, whatever the width of the characters. */
    private void assertAligned(int lines) {
        assertThat(out.lines().toList()).hasSize(lines);
        assertThat(out.lines().map(DisplayWidth::of).distinct().toList()).hasSize(1);
    }

    private void assertFails(int code, String message, String... arguments) {
        assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(code);
        assertThat(err).contains(message).hasLineCount(1);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (all.size() > 1) {
            all.addAll(List.of("--prompts", place));
        }
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        out = run.out();
        err = run.err();
        return run.code();
    }
}
