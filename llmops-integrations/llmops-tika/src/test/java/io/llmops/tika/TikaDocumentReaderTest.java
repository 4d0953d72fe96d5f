package io.llmops.tika;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.document.Document;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.spi.DocumentReaderProvider;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TikaDocumentReaderTest {

    private final DocumentReader reader = new TikaDocumentReaderProvider().reader();

    @Test
    void should_be_found_as_a_service() {
        assertThat(ServiceLoader.load(DocumentReaderProvider.class))
                .extracting(DocumentReaderProvider::name)
                .contains("tika");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.pdf", "B.DOCX", "c.doc", "d.xlsx", "e.pptx", "f.eml", "g.html", "h.epub", "i.odt", "休假.rtf"})
    void should_read_office_mail_and_web_kinds(String name) {
        assertThat(reader.reads(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.md", "a.csv", "a.zip", "a.exe", "pdf", "noextension"})
    void should_leave_other_kinds_to_other_readers(String name) {
        assertThat(reader.reads(name)).isFalse();
    }

    @Test
    void should_cut_a_pdf_at_its_pages() {
        byte[] pdf = Samples.pdf(List.of("First page\nsecond line", "Next page"), "");
        assertThat(reader.read(new BytesDocument("a.pdf", pdf)))
                .extracting(Document::text, TikaDocumentReaderTest::page)
                .containsExactly(tuple("First page\nsecond line", "1"), tuple("Next page", "2"));
    }

    @Test
    void should_cut_a_chinese_word_file_at_its_headings_and_keep_the_header_with_each_row() {
        byte[] docx = Samples.docx("#员工手册", "##年假", "满一年的员工每年有 12 天年假。", "##出差", "|国家|每日补贴", "|德国|28 欧元", "|中国|180 元");
        List<Document> parts = reader.read(new BytesDocument("手册.docx", docx));
        assertThat(parts)
                .extracting(Document::text, TikaDocumentReaderTest::heading)
                .containsExactly(
                        tuple("员工手册\n\n年假\n\n满一年的员工每年有 12 天年假。", "员工手册 > 年假"),
                        tuple("出差\n\n国家: 德国; 每日补贴: 28 欧元\n国家: 中国; 每日补贴: 180 元", "员工手册 > 出差"));
        assertThat(parts).allSatisfy(part -> assertThat(part.metadata().getString(DocumentReader.TITLE))
                .isEqualTo("员工手册"));
    }

    @Test
    void should_cut_workbooks_at_their_sheets_and_skip_empty_ones() {
        Map<String, List<List<String>>> sheets = new LinkedHashMap<>();
        sheets.put("Prices", List.of(List.of("Device", "Price", "Owner"), List.of("Laptop", "1200", "IT")));
        sheets.put("Empty", List.of());
        sheets.put("预算", List.of(List.of("部门", "金额", "年份"), List.of("研发", "50000", "2026")));
        for (BytesDocument book : List.of(
                new BytesDocument("a.xlsx", Samples.xlsx(sheets)), new BytesDocument("a.xls", Samples.xls(sheets)))) {
            assertThat(reader.read(book))
                    .extracting(Document::text, TikaDocumentReaderTest::page)
                    .containsExactly(
                            tuple("Prices\n\nDevice: Laptop; Price: 1200; Owner: IT", "Prices"),
                            tuple("预算\n\n部门: 研发; 金额: 50000; 年份: 2026", "预算"));
        }
    }

    @Test
    void should_cut_presentations_at_their_slides() {
        for (BytesDocument show : List.of(
                new BytesDocument("a.pptx", Samples.pptx("Welcome", "第二页")),
                new BytesDocument("a.ppt", Samples.ppt("Welcome", "第二页")))) {
            assertThat(reader.read(show))
                    .as(show.fileName())
                    .extracting(Document::text, TikaDocumentReaderTest::page)
                    .containsExactly(tuple("Welcome", "1"), tuple("第二页", "2"));
        }
    }

    @Test
    void should_cut_open_document_files_as_office_files() {
        String text =
                "<office:text><text:h text:outline-level=\"1\">Leave</text:h><text:list><text:list-item><text:p>Paid"
                        + "</text:p></text:list-item><text:list-item><text:p>Unpaid</text:p></text:list-item></text:list>"
                        + "<text:h text:outline-level=\"2\">Carry-over</text:h><text:p>Five days</text:p></office:text>";
        assertThat(reader.read(new BytesDocument("a.odt", Samples.openDocument("text", text))))
                .extracting(Document::text, TikaDocumentReaderTest::heading)
                .containsExactly(
                        tuple("Leave\n\n- Paid\n- Unpaid", "Leave"),
                        tuple("Carry-over\n\nFive days", "Leave > Carry-over"));

        String table = "<table:table><table:table-row><table:table-cell><text:p>%s</text:p></table:table-cell>"
                + "</table:table-row></table:table>";
        String sheets =
                "<office:spreadsheet>" + table.formatted("One") + table.formatted("二") + "</office:spreadsheet>";
        assertThat(reader.read(new BytesDocument("a.ods", Samples.openDocument("spreadsheet", sheets))))
                .extracting(Document::text, TikaDocumentReaderTest::page)
                .containsExactly(tuple("One", "1"), tuple("二", "2"));

        String slide =
                "<draw:page><draw:frame><draw:text-box><text:p>%s</text:p></draw:text-box></draw:frame></draw:page>";
        String slides =
                "<office:presentation>" + slide.formatted("One") + slide.formatted("二") + "</office:presentation>";
        assertThat(reader.read(new BytesDocument("a.odp", Samples.openDocument("presentation", slides))))
                .extracting(Document::text, TikaDocumentReaderTest::page)
                .containsExactly(tuple("One", "1"), tuple("二", "2"));
    }

    @Test
    void should_cut_an_e_book_at_its_headings() {
        byte[] book = Samples.epub("员工手册", "<h1>Leave</h1><p>Twelve\ndays</p><h1>出差</h1><p>二等座</p>");
        List<Document> parts = reader.read(new BytesDocument("a.epub", book));
        assertThat(parts)
                .extracting(Document::text, TikaDocumentReaderTest::heading)
                .containsExactly(tuple("Leave\n\nTwelve days", "Leave"), tuple("出差\n\n二等座", "出差"));
        assertThat(parts.get(0).metadata().getString(DocumentReader.TITLE)).isEqualTo("员工手册");
    }

    @Test
    void should_read_html_in_gbk_without_scripts_and_navigation() {
        String html = """
                <html><head><meta charset="gbk"><title>差旅</title><style>p {color: red}</style></head><body>
                <nav><a href="/">首页</a></nav><script>alert("x")</script>
                <h1>差旅制度</h1><p>高铁二等座可以
                报销。</p><ul><li>发票</li><li>行程单</li></ul>
                <table><caption>住宿</caption><tr><th>城市</th><th>上限</th></tr><tr><td>苏州</td><td>四百元</td></tr></table></body></html>
                """;
        List<Document> parts = reader.read(BytesDocument.of("a.html", html, Charset.forName("GBK")));
        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).text()).isEqualTo("差旅制度\n\n高铁二等座可以报销。\n\n- 发票\n- 行程单\n\n住宿\n城市: 苏州; 上限: 四百元");
        assertThat(parts.get(0).metadata().getString(DocumentReader.TITLE)).isEqualTo("差旅");
    }

    @Test
    void should_read_a_mail_with_its_attachments() {
        String mail = """
                From: a@example.org
                To: b@example.org
                Subject: Travel plan
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="cut"

                --cut
                Content-Type: text/plain; charset=utf-8

                See the attachment.
                --cut
                Content-Type: text/plain; charset=utf-8; name="plan.txt"
                Content-Disposition: attachment; filename="plan.txt"

                Train to Suzhou at nine.
                --cut--
                """.replace("\n", "\r\n");
        List<Document> parts = reader.read(BytesDocument.of("a.eml", mail));
        assertThat(parts).extracting(Document::text).containsExactly("See the attachment.", "Train to Suzhou at nine.");
        assertThat(parts.get(0).metadata().getString(DocumentReader.TITLE)).isEqualTo("Travel plan");
    }

    @Test
    void should_read_rtf_and_xml() {
        assertThat(reader.read(BytesDocument.of("a.rtf", "{\\rtf1\\ansi Twelve days\\par of leave}")))
                .extracting(Document::text)
                .containsExactly("Twelve days\n\nof leave");
        assertThat(reader.read(BytesDocument.of("a.xml", "<?xml version=\"1.0\"?><a><b>Twelve</b> <b>days</b></a>")))
                .extracting(Document::text)
                .containsExactly("Twelve days");
    }

    @Test
    void should_not_resolve_external_entities() {
        String xml = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>Safe &x;</a>";
        assertThat(texts(BytesDocument.of("a.xml", xml))).startsWith("Safe").hasSizeLessThan(6);
    }

    @Test
    void should_read_utf16_html_without_a_byte_order_mark() {
        String html =
                "<html><head><meta charset=\"utf-16le\"></head><body><p>Ein kurzer Absatz, ganz allein</p></body></html>";
        assertThat(texts(BytesDocument.of("a.html", html, StandardCharsets.UTF_16LE)))
                .isEqualTo("Ein kurzer Absatz, ganz allein");
    }

    private String texts(BytesDocument document) {
        return String.join(
                "\n", reader.read(document).stream().map(Document::text).toList());
    }

    private static Object page(Document document) {
        return Objects.requireNonNullElse(document.metadata().getString(DocumentReader.PAGE), "");
    }

    private static Object heading(Document document) {
        return Objects.requireNonNullElse(document.metadata().getString(DocumentReader.HEADING), "");
    }

    private static Tuple tuple(Object... values) {
        return Assertions.tuple(values);
    }
}
