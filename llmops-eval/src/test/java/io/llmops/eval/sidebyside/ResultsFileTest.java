package io.llmops.eval.sidebyside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.langchain4j.exception.AuthenticationException;
import io.llmops.LlmOps;
import io.llmops.api.eval.Dataset;
import io.llmops.api.exception.DatasetException;
import io.llmops.api.exception.LockedException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.core.io.FileIo;
import io.llmops.core.io.LineAppender;
import io.llmops.eval.internal.CsvCells;
import io.llmops.test.ScriptedReply;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is kept in a file, cut short in every way, and gone on with. */
class ResultsFileTest {

    private static final Dataset ROWS =
            Dataset.vary("n", IntStream.range(0, 50).mapToObj(Integer::toString).toList());

    private final Path file;
    private final AtomicBoolean broken = new AtomicBoolean();
    private final FakeModels models = FakeModels.hosted((spec, request) -> broken.get()
            ? ScriptedReply.error(new AuthenticationException("no"))
            : ScriptedReply.text("答：" + FakeModels.question(request)).usage(7, 3));

    ResultsFileTest(@TempDir Path directory) {
        this.file = directory.resolve("结果/results.jsonl");
    }

    private SideBySide.Builder plan(LlmOps ops) {
        ops.prompts().publish(PromptDraft.builder("count").user("Say {{n}}").build());
        return SideBySide.builder(ops)
                .prompt("count@1")
                .models("fake/gpt-4o-mini")
                .rows(ROWS)
                .file(file);
    }

    private SideBySideTable run() {
        try (LlmOps ops = models.ops().build()) {
            return plan(ops).build().run();
        }
    }

    @Test
    void should_keep_every_cell_as_a_line_with_all_that_tells_it_from_others() throws IOException {
        run();

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(50);
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertThat(line.path("prompt").asText()).isEqualTo("count@1");
        assertThat(line.path("promptHash").asText()).hasSize(64);
        assertThat(line.path("model").asText()).isEqualTo("fake/gpt-4o-mini");
        assertThat(line.path("variables").path("n").asText()).matches("\\d+");
        assertThat(line.path("text").asText()).startsWith("答：Say ");
        assertThat(line.path("fresh_input_tokens").asInt()).isEqualTo(7);
        assertThat(line.path("output_tokens").asInt()).isEqualTo(3);
        assertThat(line.path("currency").asText()).isEqualTo("USD");
        assertThat(line.has("error")).isFalse();
    }

    @Test
    void should_call_for_nothing_that_is_there_and_give_the_same_table_again() {
        SideBySideTable first = run();
        int calls = models.requests().size();
        SideBySideTable second = run();

        assertThat(models.requests()).hasSize(calls);
        assertThat(second.cells())
                .extracting(Cell::text)
                .isEqualTo(first.cells().stream().map(Cell::text).toList());
        assertThat(second.cells().get(0).call().usage())
                .isEqualTo(first.cells().get(0).call().usage());
        assertThat(second.cells().get(0).call().cost())
                .isEqualTo(first.cells().get(0).call().cost());
        assertThat(second.cells().get(0).call().id())
                .isEqualTo(first.cells().get(0).call().id());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40, 200})
    void should_go_on_after_a_kill_that_tore_the_last_line(int bytesLost) throws IOException {
        run();
        byte[] all = Files.readAllBytes(file);
        String whole = new String(all, UTF_8);
        // Whatever byte it ends at, even within a character.
        byte[] half = Arrays.copyOf(all, all.length / 2 - bytesLost);
        Files.write(file, half);
        int kept = (int) new String(half, UTF_8).chars().filter(c -> c == '\n').count();
        int before = models.requests().size();

        SideBySideTable table = run();

        assertThat(table.failed()).isZero();
        assertThat(models.requests().size() - before).isBetween(50 - kept - 1, 50 - kept);
        assertThat(Files.readAllLines(file)).hasSize(50).allSatisfy(line -> new ObjectMapper().readTree(line));
        assertThat(whole.lines().map(l -> l.substring(0, 40)).sorted().toList())
                .isEqualTo(Files.readAllLines(file).stream()
                        .map(l -> l.substring(0, 40))
                        .sorted()
                        .toList());
    }

    @Test
    void should_not_pay_again_for_a_last_line_that_lacks_nothing_but_its_end() throws IOException {
        run();
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length - 1));

        run();

        assertThat(models.requests()).hasSize(50);
        assertThat(Files.readAllBytes(file)).isEqualTo(all);
    }

    @Test
    void should_try_failures_again_and_let_the_last_line_of_a_cell_count() throws IOException {
        broken.set(true);
        assertThat(run().failed()).isEqualTo(50);
        broken.set(false);
        assertThat(run().failed()).isZero();

        assertThat(Files.readAllLines(file)).hasSize(100);
        int calls = models.requests().size();
        assertThat(run().failed()).isZero();
        assertThat(models.requests()).hasSize(calls);
    }

    @Test
    void should_call_only_for_what_is_new_when_rows_or_repeats_are_added() {
        run();
        try (LlmOps ops = models.ops().build()) {
            SideBySide more = plan(ops).repeat(2).build();

            assertThat(more.estimate().calls()).isEqualTo(50);
            assertThat(more.run().cells()).hasSize(100);
            assertThat(models.requests()).hasSize(100);
            assertThat(more.estimate().isFree()).isTrue();
            assertThat(more.estimate().toString()).contains("Every cell is there already");
        }
    }

    @Test
    void should_not_take_the_answer_of_another_text_of_the_prompt() {
        run();
        try (LlmOps ops = models.ops().build()) {
            plan(ops);
            ops.prompts()
                    .publish(PromptDraft.builder("count").user("Now say {{n}}").build());

            SideBySideTable table = plan(ops).prompt("count@2").build().run();

            assertThat(table.cells().get(0).text()).isEqualTo("答：Now say 0");
            assertThat(models.requests()).hasSize(100);
        }
    }

    @Test
    void should_refuse_a_file_of_something_else_and_leave_it_as_it_is() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"question\":\"年假几天？\"}\n");

        assertThatThrownBy(this::run)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("no result of a prompt run")
                .hasMessageNotContaining("年假");
        assertThat(Files.readString(file)).isEqualTo("{\"question\":\"年假几天？\"}\n");
        assertThat(models.requests()).isEmpty();
    }

    @Test
    void should_refuse_a_file_that_another_run_writes() {
        LineAppender other = FileIo.appendLines(file, line -> true);
        assertThatThrownBy(this::run).isInstanceOf(LockedException.class).hasMessageContaining("another run");
        other.close();
        assertThat(run().failed()).isZero();
    }

    @Test
    void should_make_no_file_for_an_estimate() {
        try (LlmOps ops = models.ops().build()) {
            plan(ops).build().estimate();
        }
        assertThat(file).doesNotExist();
    }

    /** S12: what begins like a formula is none in a spreadsheet, and every record can be read back. */
    @Test
    void should_write_csv_without_a_formula_and_read_it_back() throws IOException {
        List<String> payloads = new ArrayList<>();
        for (String start :
                List.of("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "＋", "－", "＠", "\uFEFF=", "'=")) {
            for (String rest : List.of(
                    "1+1",
                    "cmd|' /C calc'!A0",
                    "HYPERLINK(\"http://x\",\"y\")",
                    "SUM(A1:A9)",
                    "x,\"y\"\nz",
                    "汇总",
                    "A1")) {
                payloads.add(start + rest);
            }
        }
        payloads.addAll(List.of("plain", "普通文字"));
        assertThat(payloads).hasSize(100);
        FakeModels echo = FakeModels.hosted((spec, request) -> ScriptedReply.text(FakeModels.question(request)));
        StringWriter csv = new StringWriter();
        try (LlmOps ops = echo.ops().build()) {
            ops.prompts().publish(PromptDraft.builder("echo").user("{{text}}").build());
            SideBySide.builder(ops)
                    .prompt("echo")
                    .models("fake/x")
                    .rows(Dataset.vary("text", payloads))
                    .build()
                    .run()
                    .writeCsv(csv);
        }

        List<String[]> records = read(csv.toString());
        assertThat(records).hasSize(101);
        int text = List.of(records.get(0)).indexOf("text");
        assertThat(records.stream().skip(1).flatMap(Stream::of))
                .noneMatch(cell -> cell.matches("(?s)[\\s\\x00\\uFEFF]*[=+\\-@＝＋－＠].*"));
        assertThat(records.stream().skip(1).map(r -> CsvCells.read(r[text]))).containsExactlyElementsOf(payloads);
    }

    private static List<String[]> read(String csv) throws IOException {
        try (MappingIterator<String[]> records = new CsvMapper()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .readerFor(String[].class)
                .readValues(csv)) {
            return records.readAll();
        }
    }
}
