package io.llmops.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrievalFilesTest {

    private final Path dir;

    RetrievalFilesTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void should_read_documents_with_and_without_title() throws IOException {
        Path file =
                file("{\"_id\":\"d1\",\"title\":\"手册\",\"text\":\"年假\",\"metadata\":{}}\n{\"_id\":2,\"text\":\"b\"}\n");

        try (Stream<CorpusDocument> corpus = BeirFiles.corpus(file)) {
            assertThat(corpus).containsExactly(new CorpusDocument("d1", "手册", "年假"), new CorpusDocument("2", "", "b"));
        }
    }

    @Test
    void should_read_queries_in_order() throws IOException {
        assertThat(BeirFiles.queries(file("{\"_id\":\"2\",\"text\":\"b\"}\n{\"_id\":\"1\",\"text\":\"a\"}")))
                .containsExactly(Map.entry("2", "b"), Map.entry("1", "a"));
    }

    @Test
    void should_read_judgements_whatever_the_order_of_columns() throws IOException {
        Qrels qrels = Qrels.beir(file("score\tquery-id\tcorpus-id\r\n2\tq1\td 1\r\n0\tq1\td2\r\n1\tq2\td1\r\n"));

        assertThat(qrels.queries()).containsExactly("q1", "q2");
        assertThat(qrels.of("q1")).isEqualTo(Map.of("d 1", 2, "d2", 0));
        assertThat(qrels.of("q3")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"_id":"1","text":"a"}\\n{"text":"b"}            | line 2: has no text in field '_id'
                    {"_id":"1"}                                      | line 1: has no text in field 'text'
                    {"_id":"1","text":["a"]}                         | line 1: has no text in field 'text'
                    {"_id":"1","text":"a"}\\n{"_id":"1","text":"b"}  | line 2: query '1' is there twice
                    oops                                             | line 1: not valid JSON
                    ''                                               | is empty
                    """)
    void should_name_the_line_of_a_malformed_query(String text, String message) throws IOException {
        Path file = file(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> BeirFiles.queries(file))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void should_name_the_line_of_a_malformed_document() throws IOException {
        Path twice = file("{\"_id\":\"1\",\"text\":\"a\"}\n\n{\"_id\":\"1\",\"text\":\"a\"}");
        Path empty = file("");

        assertThatThrownBy(() -> readCorpus(twice)).hasMessageContaining("line 3: document '1' is there twice");
        assertThatThrownBy(() -> readCorpus(empty)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> readCorpus(dir.resolve("none"))).hasMessageContaining("there is no file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    query-id;corpus-id;rank                        | line 1: unknown column 'rank'
                    query-id;corpus-id                             | line 1: columns must be
                    query-id;corpus-id;score                       | has no judgements
                    query-id;corpus-id;score\\nq1;d1               | line 2: has 2 columns, but must have 3
                    query-id;corpus-id;score\\nq1;d1;high          | line 2: a grade must be a whole number, but is 'high'
                    query-id;corpus-id;score\\nq1;d1;1\\nq1;d1;0   | line 3: document 'd1' is judged twice for query 'q1'
                    ''                                             | is empty
                    """)
    void should_name_the_line_of_a_malformed_judgement(String text, String message) throws IOException {
        Path file = file(text.replace("\\n", "\n").replace(';', '\t'));

        assertThatThrownBy(() -> Qrels.beir(file))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void should_order_a_run_by_score_and_equal_scores_by_id_last_first() throws IOException {
        Path file = file("q Q0 a 1 0.5 r\nq Q0 c 2 0.5 r\nq Q0 b 3 0.5 r\nq Q0 z 4 0.1 r\nq Q0 d 5 9 r\n");

        assertThat(TrecRun.read(file)).isEqualTo(Map.of("q", List.of("d", "c", "b", "a", "z")));
    }

    @Test
    void should_name_the_line_of_a_malformed_run() throws IOException {
        Path file = file("q Q0 a 1 0.5 r\nq Q0 a 1 high r\n");

        assertThatThrownBy(() -> TrecRun.read(file)).hasMessageContaining("line 2: a score must be a number");
    }

    private static void readCorpus(Path file) {
        try (Stream<CorpusDocument> corpus = BeirFiles.corpus(file)) {
            corpus.forEach(d -> {});
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(dir, "file", ".txt"), text);
    }
}
