package io.llmops.rag.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.data.document.Document;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.exception.DocumentException;
import io.llmops.api.spi.DocumentReaderProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextDocumentReaderTest {

    private final Path folder;

    TextDocumentReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private final DocumentReader reader = new TextDocumentReaderProvider().reader();

    @Test
    void should_be_found_as_a_service() {
        assertThat(ServiceLoader.load(DocumentReaderProvider.class))
                .extracting(DocumentReaderProvider::name)
                .contains("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.TEXT", "server.log", "README.md", "a.markdown", "a.csv", "设备.tsv"})
    void should_read_text_markdown_and_tables(String name) {
        assertThat(reader.reads(name)).isTrue();
        assertThat(reader.reads(name + ".pdf")).isFalse();
    }

    @Test
    void should_read_plain_text_as_one_part() {
        assertThat(read("a.txt", "\n  One\r\n\r\n二\n"))
                .extracting(Document::text)
                .containsExactly("One\n\n二");
    }

    @Test
    void should_cut_markdown_at_its_headings_and_take_the_front_matter_as_metadata() {
        List<Document> parts = read("a.md", """
                ---
                title: "Leave policy"
                owner: People team
                tags: [a, b]
                nested:
                  key: value
                ---
                # Leave

                Everyone has 28 days.

                ## Carry-over ##
                Up to 5 days.

                病假
                ----
                三天以内不需要证明。
                """);
        assertThat(parts)
                .extracting(Document::text, d -> d.metadata().getString(DocumentReader.HEADING))
                .containsExactly(
                        tuple("# Leave\n\nEveryone has 28 days.", "Leave"),
                        tuple("## Carry-over ##\n\nUp to 5 days.", "Leave > Carry-over"),
                        tuple("病假\n----\n\n三天以内不需要证明。", "Leave > 病假"));
        assertThat(parts).allSatisfy(part -> assertThat(part.metadata().toMap())
                .containsEntry("title", "Leave policy")
                .containsEntry("owner", "People team")
                .doesNotContainKeys("tags", "nested", "key"));
    }

    @Test
    void should_keep_code_fences_whole() {
        List<Document> parts = read("a.md", """
                # Run

                ```sh
                # not a heading

                run it
                ````

                ~~~
                # nor this
                ~~~
                #no-space is text
                """);
        assertThat(parts).extracting(Document::text).containsExactly("""
                # Run

                ```sh
                # not a heading

                run it
                ````

                ~~~
                # nor this
                ~~~
                #no-space is text""");
    }

    @Test
    void should_not_lose_text_between_two_rules_at_the_beginning() {
        assertThat(read("a.md", "---\nOnly a rule above and below.\n---\nMore"))
                .extracting(Document::text)
                .singleElement()
                .asString()
                .contains("Only a rule above and below.", "More");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "|", "\t"})
    void should_find_the_separator_of_a_table(String separator) {
        String csv = String.join(separator, "Item", "Price", "Note") + "\n"
                + String.join(separator, "Chair", "\"1,90\"", "\"He said \"\"yes; or | no\"\"\"") + "\n"
                + String.join(separator, "Table", "2", "") + "\n";
        assertThat(read("a.csv", csv))
                .extracting(Document::text)
                .containsExactly("Item: Chair; Price: 1,90; Note: He said \"yes; or | no\"\nItem: Table; Price: 2");
    }

    @Test
    void should_not_take_decimal_commas_for_the_separator() {
        assertThat(read("a.csv", "Gerät;Preis\nStuhl;90,50\nTisch;120,00\n"))
                .extracting(Document::text)
                .containsExactly("Gerät: Stuhl; Preis: 90,50\nGerät: Tisch; Preis: 120,00");
    }

    @Test
    void should_keep_the_header_with_each_row_and_put_rows_together_up_to_a_size() {
        StringBuilder csv = new StringBuilder("设备\t单价\n");
        for (int i = 1; i <= 400; i++) {
            csv.append("笔记本 ").append(i).append('\t').append(i * 10).append('\n');
        }
        List<Document> parts = read("a.tsv", csv.toString());
        assertThat(parts).hasSizeBetween(3, 12);
        assertThat(parts).allSatisfy(part -> assertThat(part.text().lines())
                .allMatch(line -> line.matches("设备: 笔记本 \\d+; 单价: \\d+")));
        assertThat(parts.stream().flatMap(part -> part.text().lines()))
                .hasSize(400)
                .endsWith("设备: 笔记本 400; 单价: 4000");
    }

    @Test
    void should_say_where_a_table_is_damaged_without_quoting_it() {
        assertThatThrownBy(() -> read("a.csv", "Item,Price\nChair,\"confidential"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("a.csv is damaged: line ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("confidential"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.md", "a.csv"})
    void should_say_that_a_blank_document_has_no_text(String name) {
        assertThatThrownBy(() -> read(name, " \n\n "))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(name + " has no text");
    }

    @Test
    void should_refuse_a_document_larger_than_the_limit() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "123456");
        assertThatThrownBy(() -> new TextDocumentReader(5).read(FileDocument.of("a.txt", file)))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("limit of 5 bytes");
    }

    private List<Document> read(String name, String text) {
        try {
            Path file = Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
            return reader.read(FileDocument.of(name, file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
