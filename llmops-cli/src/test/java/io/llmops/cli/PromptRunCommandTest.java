package io.llmops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.cli.console.Terminal;
import io.llmops.core.prompt.FilePromptRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code llmops prompt run} as a person calls it, with the model that needs neither key nor network. */
class PromptRunCommandTest {

    private static final String EXTRACTIVE = "--models=builtin/extractive";

    @TempDir
    Path directory;

    private Path prompts = Path.of("unset");
    private String out = "";
    private String err = "";
    private String answer = "";
    private boolean interactive;

    @BeforeEach
    void publish() {
        prompts = directory.resolve("提示词");
        FilePromptRegistry.open(prompts)
                .publish(PromptDraft.builder("dinner")
                        .user("<passage n=\"1\" mark=\"menu01\" from=\"菜单\">\n饺子适合{{guest}}。\n</passage menu01>\n\n"
                                + "Question: {{dish}}适合谁？")
                        .build());
    }

    @Test
    void should_print_a_table_of_every_row_and_the_sums_of_each_model() {
        assertThat(run(EXTRACTIVE, "dinner@1", "--vary", "dish=饺子,汤", "--vary", "guest=李雷,Ann"))
                .isZero();

        assertThat(out).contains("饺子, 李雷", "汤, Ann", "builtin/extractive", "answers", "median time");
        assertThat(err).contains("dinner@1: 4 of 4 answers to ask for", "free, local", "costs nothing", "4/4");
    }

    @Test
    void should_keep_answers_in_a_file_go_on_from_it_and_write_csv() throws IOException {
        Path results = directory.resolve("结果.jsonl");
        Path csv = directory.resolve("结果.csv");
        String[] command = {
            EXTRACTIVE,
            "dinner",
            "--vary",
            "dish=饺子,汤",
            "--var",
            "guest==1+1",
            "--out",
            results.toString(),
            "--csv",
            csv.toString()
        };
        assertThat(run(command)).isZero();
        assertThat(Files.readAllLines(results)).hasSize(2);
        assertThat(Files.readString(csv)).contains("var:dish", "'=1+1");

        assertThat(run(command)).isZero();
        assertThat(err).contains("0 of 2 answers to ask for", "Every cell is there already");
        assertThat(Files.readAllLines(results)).hasSize(2);
    }

    @Test
    void should_take_rows_from_a_file_without_doubles_and_values_from_a_file_by_line() throws IOException {
        Path rows = Files.writeString(directory.resolve("rows.csv"), "dish,guest\n饺子,李雷\n饺子,李雷\n汤,Ann\n");
        assertThat(run(EXTRACTIVE, "dinner", "--rows", rows.toString())).isZero();
        assertThat(err).contains("2 of 2 answers");
        assertThat(run(EXTRACTIVE, "dinner", "--rows", rows.toString(), "--limit", "1"))
                .isZero();
        assertThat(err).contains("1 of 1 answers");

        Path dishes = Files.writeString(directory.resolve("dishes.txt"), "\uFEFF饺子, 水煮\n\n汤\n");
        assertThat(run(EXTRACTIVE, "dinner", "--vary", "dish=@" + dishes, "--var", "guest=Ann"))
                .isZero();
        assertThat(out).contains("饺子, 水煮");
        assertThat(err).contains("2 of 2 answers");
    }

    @Test
    void should_choose_few_rows_pairwise_and_show_agreement_over_repeats() {
        assertThat(run(
                        EXTRACTIVE,
                        "dinner",
                        "--vary",
                        "dish=1,2,3,4,5,6,7,8,9",
                        "--vary",
                        "guest=a,b,c,d,e,f,g",
                        "--pairwise",
                        "--limit",
                        "10",
                        "--repeat",
                        "2"))
                .isZero();
        assertThat(err).contains("20 of 20 answers");
        assertThat(out).contains("agreement", "1.00");
    }

    @Test
    void should_refuse_to_run_what_can_cost_more_than_it_may() {
        assertFails(
                "more than --max-cost 0.0001 USD",
                "dinner",
                "--models=openai/gpt-4o-mini",
                "--var",
                "dish=汤",
                "--var",
                "guest=Ann",
                "--max-cost",
                "0.0001");
        assertThat(err).contains("price book of ");
        assertFails("is no amount of money", "dinner", EXTRACTIVE, "--max-cost", "much");
    }

    @Test
    void should_ask_before_it_costs_money_and_call_nothing_without_a_yes() {
        String[] command = {"dinner", "--models=openai/gpt-4o-mini", "--var", "dish=汤", "--var", "guest=Ann"};
        assertFails("give --yes", command);

        interactive = true;
        answer = "n\n";
        assertThat(run(command)).isEqualTo(1);
        assertThat(err).contains("At most ", "Run it? [y/N] ", "Nothing was called.");
        assertThat(out).isEmpty();
        answer = "";
        assertThat(run(command)).isEqualTo(1);
    }

    @Test
    void should_name_every_usual_mistake_in_one_line() {
        assertFails("guest", "dinner", EXTRACTIVE, "--var", "dish=汤");
        assertFails("'nothing'", "nothing", EXTRACTIVE);
        assertFails("give --rows or --vary", "dinner", EXTRACTIVE, "--limit", "3");
        assertFails("not both", "dinner", EXTRACTIVE, "--rows", "x.csv", "--vary", "dish=a");
        assertFails("nobody", "dinner", "--models", "nobody/x", "--var", "dish=a", "--var", "guest=b");
        assertFails("temperature must be from 0 to 2", "dinner", EXTRACTIVE, "--temperature", "3");
        prompts = directory.resolve("none");
        assertFails("there is no '", "dinner", EXTRACTIVE);
        assertThat(prompts).doesNotExist();
    }

    @Test
    void should_run_a_version_from_a_database_and_keep_the_ledger_in_the_same_one() {
        String url = "jdbc:sqlite:" + directory.resolve("提示词.db");
        assertThat(command("prompt", "publish", "dinner", file("你好，{{guest}}").toString(), "--prompts", url))
                .isZero();
        assertThat(command(
                        "prompt",
                        "run",
                        "dinner@1",
                        EXTRACTIVE,
                        "--vary",
                        "guest=李雷,Ann",
                        "--prompts",
                        url,
                        "--store",
                        url))
                .as(err)
                .isZero();
        assertThat(out).contains("李雷", "Ann");
        assertThat(err).contains("dinner@1: 2 of 2 answers to ask for");
        assertThat(command("report", "--store", url, "--by", "prompt-version")).isZero();
        assertThat(out).contains("dinner@1");

        assertThat(command(
                        "prompt", "run", "dinner@1", EXTRACTIVE, "--prompts", "jdbc:sqlite:" + directory + "/none.db"))
                .isEqualTo(1);
        assertThat(err).contains("there is no '" + directory + "/none.db'").hasLineCount(1);
        assertThat(directory.resolve("none.db")).doesNotExist();
    }

    private Path file(String text) {
        try {
            return Files.writeString(directory.resolve("text.md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertFails(String message, String... arguments) {
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.lines().filter(l -> l.startsWith("llmops: ")))
                .singleElement()
                .asString()
                .contains(message);
        assertThat(err).doesNotContain("\tat ");
        assertThat(out).isEmpty();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("prompt", "run", "--prompts", prompts.toString()));
        all.addAll(List.of(arguments));
        return command(all.toArray(String[]::new));
    }

    private int command(String... arguments) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
                interactive);
        int code = Main.run(terminal, arguments);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return code;
    }
}
