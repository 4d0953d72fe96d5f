package io.llmops.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.exception.DatasetException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {

    private final Path dir;

    DatasetsTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Nested
    class OfOthers {

        private final Dataset numbers = Dataset.vary(
                "n",
                java.util.stream.IntStream.range(0, 1_000)
                        .mapToObj(Integer::toString)
                        .toList());

        @Test
        void should_take_rows_of_equal_input_once_and_leave_ids_as_they_are() throws IOException {
            Dataset rows = Datasets.distinct(Datasets.csv(file("question,expected\n年假,1\nb,\n年假,2\n")));

            assertThat(rows.examples())
                    .containsExactly(
                            Example.of(Map.of("question", "年假"), "1", ""),
                            Example.of(Map.of("question", "b"), null, ""));
        }

        @Test
        void should_draw_a_sample_without_repetition_in_order_and_the_same_one_for_a_seed() {
            List<Example> drawn = Datasets.sample(numbers, 100, 7).examples();

            assertThat(drawn)
                    .hasSize(100)
                    .doesNotHaveDuplicates()
                    .isEqualTo(Datasets.sample(numbers, 100, 7).examples());
            assertThat(drawn).isNotEqualTo(Datasets.sample(numbers, 100, 8).examples());
            List<Integer> values = drawn.stream()
                    .map(e -> Integer.valueOf(e.input().getOrDefault("n", "")))
                    .toList();
            assertThat(values).isSorted();
            assertThat(values.stream().mapToInt(i -> i).average().orElse(0)).isBetween(400.0, 600.0);
            assertThat(Datasets.sample(numbers, 2_000, 7).examples()).isEqualTo(numbers.examples());
        }
    }

    @Nested
    class Csv {

        @Test
        void should_take_own_columns_apart_from_input_variables() throws IOException {
            Dataset rows = Datasets.csv(file("id,question,task,expected\r\nr1,\"年假, 几天？\",人事,10 天\r\n"));

            assertThat(rows.examples()).containsExactly(new Example("r1", Map.of("question", "年假, 几天？"), "10 天", "人事"));
        }

        @Test
        void should_tolerate_a_byte_order_mark_and_empty_lines() throws IOException {
            Dataset rows = Datasets.csv(file("\uFEFFquestion\n\na\n\nb\n"));

            assertThat(rows.examples())
                    .extracting(e -> e.input().get("question"))
                    .containsExactly("a", "b");
        }

        @Test
        void should_give_rows_without_id_the_id_of_their_input() throws IOException {
            List<Example> rows =
                    Datasets.csv(file("id,question,expected\n,a,1\n,b,\n")).examples();

            assertThat(rows)
                    .extracting(Example::id)
                    .containsExactly(
                            Example.of(Map.of("question", "a"), null, "").id(),
                            Example.of(Map.of("question", "b"), null, "").id());
            assertThat(rows.get(1).answer()).isEmpty();
        }

        @Test
        void should_tell_rows_of_the_same_input_apart() throws IOException {
            List<Example> rows = Datasets.csv(file("question\na\na\na\n")).examples();

            String id = rows.get(0).id();
            assertThat(rows).extracting(Example::id).containsExactly(id, id + "-2", id + "-3");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        q,q\\na,b                    | line 1: column 'q' is there twice
                        q,\\na,b                     | line 1: column 2 has no name
                        id,expected\\n1,b            | line 1: no column is an input
                        id,q\\n1,a\\n2,b,c           | line 3: has 3 columns, but line 1 names 2
                        id,q\\n1,a\\n2               | line 3: has 1 columns, but line 1 names 2
                        id,q\\n1,"a\\nb"\\n1,c       | line 4: id '1' is there twice
                        id,q\\n1,a\\n2,"b            | line 3: not comma-separated text
                        q                            | has no rows
                        """)
        void should_name_the_line_of_an_error(String text, String message) throws IOException {
            Path file = file(text.replace("\\n", "\n"));

            assertThatThrownBy(() -> Datasets.csv(file))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageContaining(message);
        }

        @Test
        void should_name_the_line_that_is_not_utf8() throws IOException {
            Path file = dir.resolve("gbk.csv");
            Files.write(file, "question\nok\n年假\n".getBytes(Charset.forName("GBK")));

            assertThatThrownBy(() -> Datasets.csv(file))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("line 3: not UTF-8");
        }

        @Test
        void should_name_a_file_that_is_missing_or_empty() throws IOException {
            Path empty = file("");

            assertThatThrownBy(() -> Datasets.csv(dir.resolve("none.csv"))).hasMessageContaining("there is no file");
            assertThatThrownBy(() -> Datasets.csv(empty)).hasMessageContaining("is empty");
        }
    }

    @Nested
    class Jsonl {

        @Test
        void should_take_values_of_every_kind_as_text() throws IOException {
            Dataset rows = Datasets.jsonl(file(
                    "\uFEFF{\"id\":7,\"q\":\"你好\",\"n\":1.50,\"yes\":true,\"list\":[1,\"a\"],\"expected\":null}\n\n"));

            assertThat(rows.examples())
                    .containsExactly(new Example(
                            "7", Map.of("q", "你好", "n", "1.50", "yes", "true", "list", "[1,\"a\"]"), null, ""));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {"q":"a"}\\n\\n{"q":        | line 3: not valid JSON
                        {"q":"a"}\\n{"q":"b"} x     | line 2: not valid JSON
                        {"q":"a"}\\n["b"]           | line 2: not a JSON object
                        {"q":"a","q":"b"}           | line 1: not valid JSON
                        {"q":null}                  | line 1: field 'q' is null
                        {"id":"1"}                  | line 1: has no input
                        {"id":1,"q":1}\\n{"id":1,"q":2} | line 2: id '1' is there twice
                        """)
        void should_name_the_line_of_an_error(String text, String message) throws IOException {
            Path file = file(text.replace("\\n", "\n"));

            assertThatThrownBy(() -> Datasets.jsonl(file))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageContaining(message);
        }

        @Test
        void should_not_quote_the_row_in_an_error() throws IOException {
            Path file = file("{\"q\": secret}");

            assertThatThrownBy(() -> Datasets.jsonl(file))
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }

        @Test
        void should_refuse_an_empty_file() throws IOException {
            Path file = file("\n\n");

            assertThatThrownBy(() -> Datasets.jsonl(file)).hasMessageContaining("is empty");
        }
    }

    @Nested
    class Export {

        @ParameterizedTest
        @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "＝1"})
        void should_write_no_cell_that_a_spreadsheet_would_run(String cell) throws IOException {
            String csv = export(Dataset.vary("q", List.of(cell)));

            assertThat(csv).contains(",'" + cell).doesNotContain("," + cell);
        }

        @Test
        void should_read_back_what_it_wrote() throws IOException {
            Dataset rows = Dataset.vary("菜", List.of("=1+1", "'=1", "'quoted'", "a,\"b\"\nc", "", "饺子", " x "))
                    .vary("n", List.of("-1", "1"));

            assertThat(Datasets.csv(file(export(rows))).examples()).isEqualTo(rows.examples());
        }

        @Test
        void should_refuse_rows_of_different_variables() {
            Dataset rows = Datasets.of(
                    List.of(Example.of(Map.of("a", "1"), null, ""), Example.of(Map.of("b", "1"), null, "")));

            assertThatThrownBy(() -> export(rows))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("[b]");
        }

        private String export(Dataset rows) throws IOException {
            StringWriter writer = new StringWriter();
            Datasets.writeCsv(rows, writer);
            return writer.toString();
        }
    }

    @Test
    void should_refuse_two_rows_of_one_id() {
        Example row = Example.of(Map.of("q", "a"), null, "");

        assertThatThrownBy(() -> Datasets.of(List.of(row, row)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("there twice");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(dir, "rows", ".txt"), text);
    }
}
