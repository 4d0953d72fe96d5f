package io.llmops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.document.Document;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.spi.DocumentReaderProvider;
import io.llmops.rag.connect.Connectors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions are only worth asking if the documents, as they are read, hold the answers. */
class HandbookFactsTest {

    private static final Map<String, List<Document>> READ = new TreeMap<>();

    @BeforeAll
    static void read(@TempDir Path folder) {
        List<DocumentReader> readers = ServiceLoader.load(DocumentReaderProvider.class).stream()
                .map(provider -> provider.get().reader())
                .toList();
        Connectors.files(Handbook.unpack(folder)).read(document -> READ.put(document.id(), read(readers, document)));
    }

    private static List<Document> read(List<DocumentReader> readers, SourceDocument document) {
        return readers.stream()
                .filter(reader -> reader.reads(document.fileName()))
                .findFirst()
                .orElseThrow()
                .read(document);
    }

    @Test
    void should_hold_the_expected_fact_of_every_question_in_the_document_that_is_named() {
        List<String[]> questions = rows(Handbook.QUESTIONS, 6);
        assertThat(questions).hasSize(24).allSatisfy(question -> assertThat(text(question[4]))
                .as(question[0])
                .contains(question[3]));
        assertThat(questions.stream().collect(Collectors.groupingBy(question -> question[1], Collectors.counting())))
                .isEqualTo(Map.of("en", 12L, "zh", 12L));
        assertThat(rows(Handbook.UNANSWERABLE, 4)).hasSize(4);
    }

    @Test
    void should_hold_every_sensitive_word_in_exactly_one_document() {
        assertThat(rows(Handbook.WORDS, "\t", 2)).hasSize(3).allSatisfy(word -> assertThat(READ.keySet())
                .filteredOn(document -> text(document).contains(word[0]))
                .hasSize(1));
    }

    @Test
    void should_be_cut_at_pages_headings_and_rows() {
        assertThat(READ.get("en/security.pdf")).hasSize(2);
        assertThat(READ.get("en/leave.md"))
                .extracting(part -> part.metadata().getString(DocumentReader.HEADING))
                .contains("Leave policy > Annual leave > Carry-over");
        assertThat(READ.get("zh/信息安全.docx"))
                .extracting(part -> part.metadata().getString(DocumentReader.HEADING))
                .contains("信息安全规定 > 事件报告");
        assertThat(text("en/travel.html"))
                .contains("Country: Switzerland; Full day: 66; Part day: 44; Hotel up to, per night: 185")
                .doesNotContain("Handbook", "border-collapse");
        assertThat(text("zh/设备.csv")).contains("名称: 设计工作站; 单价（元）: 16800; 审批人: 研发总监");
    }

    @Test
    void should_have_a_title_in_every_document_that_can_have_one() {
        READ.forEach((id, parts) -> {
            if (!id.endsWith(".csv") && !id.endsWith(".txt")) {
                assertThat(parts).as(id).allSatisfy(part -> assertThat(
                                part.metadata().getString(DocumentReader.TITLE))
                        .isNotBlank());
            }
        });
    }

    private static String text(String document) {
        return READ.getOrDefault(document, List.of()).stream()
                .map(Document::text)
                .collect(Collectors.joining("\n"));
    }

    private static List<String[]> rows(String name, int columns) {
        List<String[]> rows = rows(name, ",", columns);
        return rows.subList(1, rows.size());
    }

    private static List<String[]> rows(String name, String separator, int columns) {
        List<String[]> rows = Handbook.text(name)
                .lines()
                .map(line -> line.split(separator, -1))
                .toList();
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(columns));
        return rows;
    }
}
