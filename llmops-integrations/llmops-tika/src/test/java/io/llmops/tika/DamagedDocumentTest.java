package io.llmops.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.connect.DocumentReader;
import io.llmops.api.exception.DocumentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class DamagedDocumentTest {

    private final DocumentReader reader = new TikaDocumentReaderProvider().reader();

    @Test
    void should_say_that_a_pdf_or_word_file_is_encrypted() {
        assertFails("a.pdf", Samples.pdf(List.of("secret"), "password"), "folder/a.pdf is encrypted: ");
        assertFails("a.docx", Samples.encrypted(Samples.docx("secret"), "password"), "folder/a.docx is encrypted: ");
    }

    @Test
    void should_say_that_a_cut_off_file_is_damaged() {
        assertFails("a.pdf", half(Samples.pdf(List.of("One", "Two", "Three"), "")), "folder/a.pdf is damaged: ");
        assertFails("a.docx", half(Samples.docx("One", "Two", "Three")), "folder/a.docx is damaged: ");
        byte[] xls = Samples.xls(Map.of("Sheet", List.of(List.of("One", "Two"), List.of("1", "2"))));
        assertFails("a.xls", half(xls), "folder/a.xls is damaged: ");
        assertFails("a.ppt", half(Samples.ppt("One", "Two")), "folder/a.ppt is damaged: ");
        assertFails(
                "a.rtf",
                "{\\rtf1\\ansi Twelve days\\par of".getBytes(StandardCharsets.US_ASCII),
                "folder/a.rtf is damaged: ");
    }

    @Test
    void should_say_that_random_bytes_are_not_what_the_name_says() {
        byte[] noise = new byte[5_000];
        new java.util.Random(7).nextBytes(noise);
        assertFails("a.pdf", noise, "folder/a.pdf is damaged");
        assertFails("a.docx", noise, "folder/a.docx is damaged");
        byte[] png = {
            (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1
        };
        assertFails("a.docx", png, "is damaged or not of the kind that its name says: its content is image/png");
        assertFails("a.docx", zip("word/document.xml", "<w"), "folder/a.docx is damaged");
    }

    @Test
    void should_say_that_a_pdf_without_text_may_be_a_scan() {
        assertFails("a.pdf", Samples.pdf(List.of(""), ""), "folder/a.pdf has no text: it may be a scan and need OCR");
    }

    @Test
    void should_say_that_an_empty_file_or_document_has_no_text() {
        assertFails("a.docx", new byte[0], "folder/a.docx has no text: the file is empty");
        assertFails("a.docx", Samples.docx("", " "), "folder/a.docx has no text");
        assertFails(
                "a.html",
                "<html><body><script>x()</script></body></html>".getBytes(StandardCharsets.UTF_8),
                "has no text");
    }

    @Test
    void should_refuse_what_is_larger_than_its_limits() {
        BytesDocument document = BytesDocument.of("a.html", "<p>" + "word ".repeat(100) + "</p>");
        assertThatThrownBy(() -> new TikaDocumentReader(100, 10_000).read(document))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("larger than the limit of 100 bytes");
        assertThatThrownBy(() -> new TikaDocumentReader(10_000, 100).read(document))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("is too large: it holds more than");
    }

    @Test
    void should_refuse_a_zip_bomb() {
        String bomb =
                "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"
                        + "a".repeat(30_000_000) + "</w:t></w:r></w:p></w:body></w:document>";
        assertThatThrownBy(() -> reader.read(new BytesDocument("a.docx", Samples.withBody(bomb))))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("is too large: ");
    }

    @Test
    void should_not_quote_the_document_in_its_message() {
        byte[] docx = Samples.withBody("<w:document>confidential words<w:unclosed>");
        assertThatThrownBy(() -> reader.read(new BytesDocument("a.docx", docx)))
                .isInstanceOf(DocumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("confidential"));
    }

    private void assertFails(String name, byte[] bytes, String message) {
        assertThatThrownBy(() -> reader.read(new BytesDocument(name, bytes)))
                .as(name)
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(message);
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static byte[] zip(String entry, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
