package io.llmops.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Document;
import io.llmops.api.connect.Connector;
import io.llmops.api.connect.DocumentMetadata;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.DocumentException;
import io.llmops.tika.TikaDocumentReaderProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebConnectorTest {

    private final FakeSite site = new FakeSite();
    private final FakeTime time = new FakeTime();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void should_follow_the_links_of_its_own_site_and_no_others() {
        site.html(
                "/",
                "<a href='a.html'>a</a><a href='/dir/b'>b</a><a href='/a.html#part'>a</a>"
                        + "<a href='http://127.0.0.1:1/'>port</a><a href='https://example.com/'>other</a>"
                        + "<a href='mailto:a@example.com'>m</a><a href='/paid' rel='sponsored nofollow'>n</a>");
        site.html("/a.html", "<a href='/'>home</a>");
        site.html("/dir/b", "<base href='/other/'><a href='c'>c</a>");
        site.html("/other/c", "last");
        site.html("/paid", "never");

        assertThat(ids(pages("/").build())).containsExactly("/", "/a.html", "/dir/b", "/other/c");
        assertThat(site.requests()).doesNotContain("/paid");
    }

    @Test
    void should_obey_robots_txt_and_what_pages_ask_for() {
        site.bytes(
                "/robots.txt",
                "text/plain",
                utf8("User-agent: other\nDisallow: /\n\nUser-agent: llmops\n"
                        + "Disallow: /private/\nAllow: /private/open\nCrawl-delay: 7\n"));
        site.html(
                "/",
                "<a href='/private/x'>x</a><a href='/private/open'>o</a><a href='/hidden'>h</a><a href='/end'>e</a>");
        site.html("/private/x", "secret");
        site.html("/private/open", "open");
        site.html("/hidden", "<meta name='robots' content='NOINDEX'><a href='/behind'>b</a>");
        site.html("/end", "<a href='/never'>n</a>", "X-Robots-Tag", "nofollow");
        site.html("/behind", "behind");
        site.html("/never", "never");

        assertThat(ids(pages("/").build())).containsExactly("/", "/private/open", "/end", "/behind");
        assertThat(site.requests()).doesNotContain("/private/x", "/never");
        assertThat(time.waits()).isNotEmpty().allSatisfy(wait -> assertThat(wait)
                .isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void should_read_nothing_where_robots_txt_cannot_be_had_or_forbids_the_page() {
        site.html("/", "Hello").status("/robots.txt", 503);
        assertThatThrownBy(() -> ids(pages("/").build()))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("503");
        site.bytes("/robots.txt", "text/plain", utf8("User-agent: *\nDisallow: /\n"));
        assertThatThrownBy(() -> ids(pages("/").build()))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("robots.txt of 127.0.0.1 does not allow");
        assertThat(site.requests()).doesNotContain("/");
    }

    @Test
    void should_leave_time_between_two_requests() {
        site.html("/", "<a href='/a'>a</a><a href='/b'>b</a>").html("/a", "a").html("/b", "b");
        ids(pages("/").delay(Duration.ofSeconds(2)).build());
        assertThat(site.requests()).containsExactly("/robots.txt", "/", "/a", "/b");
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    @Test
    void should_read_a_sitemap_index_with_a_packed_sitemap() throws IOException {
        site.bytes(
                "/sitemap.xml",
                "application/xml",
                utf8("<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                        + "<sitemap><loc>" + site.origin() + "/one.xml.gz</loc></sitemap>"
                        + "<sitemap><loc>" + site.origin() + "/two.txt</loc></sitemap></sitemapindex>"));
        site.bytes(
                "/one.xml.gz",
                "application/gzip",
                gzip("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                        + "<url><loc>" + site.origin() + "/%E5%81%87</loc><lastmod>2026-11-01T08:00:00Z</lastmod></url>"
                        + "<url><loc>" + site.origin() + "/b</loc></url>"
                        + "<url><loc>https://example.com/foreign</loc></url></urlset>"));
        site.bytes("/two.txt", "text/plain", utf8(site.origin() + "/c\n"));
        site.html("/%E5%81%87", "年假").html("/b", "<a href='/linked'>l</a>").html("/c", "c");

        List<SourceDocument> found = read(sitemap("/sitemap.xml").build());

        assertThat(found).extracting(this::path).containsExactly("/%E5%81%87", "/b", "/c");
        assertThat(found.get(0).version()).isEqualTo("lastmod:2026-11-01T08:00:00Z");
        assertThat(found.get(0).metadata()).containsEntry(DocumentMetadata.SOURCE_TIME, "2026-11-01T08:00:00Z");
        assertThat(site.requests()).as("fetched when it is opened").doesNotContain("/%E5%81%87", "/linked");
        assertThat(text(found.get(0))).isEqualTo("年假");
    }

    @Test
    void should_not_resolve_entities_of_a_sitemap_nor_unpack_a_bomb() throws IOException {
        site.bytes(
                "/evil.xml",
                "application/xml",
                utf8("<!DOCTYPE u [<!ENTITY x SYSTEM '" + site.origin() + "/leak'>]>"
                        + "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>" + site.origin()
                        + "/&x;</loc></url></urlset>"));
        try {
            ids(sitemap("/evil.xml").build());
        } catch (DocumentException e) {
            assertThat(e).hasMessageContaining("cannot be read");
        }
        assertThat(site.requests()).doesNotContain("/leak");

        site.bytes("/bomb.xml.gz", "application/gzip", gzip(" ".repeat(60_000_000)));
        assertThatThrownBy(() -> ids(sitemap("/bomb.xml.gz").build()))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("unpacks to more than");
    }

    @Test
    void should_take_the_etag_as_version_and_have_a_page_sent_once() throws IOException {
        AtomicInteger sent = new AtomicInteger();
        site.page("/", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"v1\"");
            if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            sent.incrementAndGet();
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            FakeSite.send(exchange, 200, utf8("<p>Twelve days</p><a href='/a'>a</a>"));
        });
        site.html("/a", "a", "Last-Modified", "Sun, 01 Nov 2026 08:00:00 GMT");
        Connector connector = pages("/").build();

        List<SourceDocument> first = read(connector);
        List<SourceDocument> second = read(connector);

        assertThat(sent).hasValue(1);
        assertThat(first)
                .extracting(SourceDocument::version)
                .containsExactly("etag:\"v1\"", "modified:Sun, 01 Nov 2026 08:00:00 GMT");
        assertThat(second)
                .extracting(SourceDocument::version)
                .containsExactlyElementsOf(
                        first.stream().map(SourceDocument::version).toList());
        assertThat(text(second.get(0))).as("fetched again if it is opened").startsWith("Twelve days");
    }

    @Test
    void should_take_a_hash_where_the_server_tells_no_version() {
        site.html("/", "one");
        String first = read(pages("/").build()).get(0).version();
        assertThat(read(pages("/").build()).get(0).version()).isEqualTo(first).startsWith("sha256:");
        site.html("/", "two");
        assertThat(read(pages("/").build()).get(0).version()).isNotEqualTo(first);
    }

    @Test
    void should_read_the_charset_of_the_header_before_that_of_the_page() {
        String page = "<html><head><meta charset='utf-8'></head><body>高铁二等座</body></html>";
        site.bytes("/", "text/html; charset=GB18030", page.getBytes(Charset.forName("GB18030")));
        assertThat(text(read(pages("/").build()).get(0))).isEqualTo("高铁二等座");

        String big5 = "<html><head><meta charset='big5'></head><body>員工手冊</body></html>";
        site.bytes("/", "text/html", big5.getBytes(Charset.forName("Big5")));
        assertThat(text(read(pages("/").build()).get(0))).isEqualTo("員工手冊");
    }

    @Test
    void should_leave_out_what_is_gone_excluded_or_of_no_readable_kind() {
        site.html(
                "/",
                "<a href='/gone'>g</a><a href='/film'>f</a><a href='/old/x'>o</a><a href='/notes.txt'>n</a>"
                        + "<a href='/away'>a</a>");
        site.status("/gone", 410);
        site.bytes("/film", "video/mp4", new byte[10]);
        site.html("/old/x", "old");
        site.bytes("/notes.txt", "text/plain", utf8("notes"));
        site.redirect("/away", "https://example.com/");

        List<SourceDocument> found = read(pages("/").exclude("/old/").build());

        assertThat(found).extracting(this::path).containsExactly("/", "/notes.txt");
        assertThat(found).extracting(SourceDocument::fileName).containsExactly("index.html", "notes.txt");
        assertThat(site.requests()).doesNotContain("/old/x");
    }

    @Test
    void should_keep_a_page_under_its_url_after_redirects_once() {
        site.redirect("/", "/start").html("/start", "<a href='/moved'>m</a>").redirect("/moved", "/start");
        assertThat(ids(pages("/").build())).containsExactly("/start");
    }

    @Test
    void should_try_again_and_then_fail_as_a_whole_so_that_nothing_is_taken_as_removed() {
        AtomicInteger asked = new AtomicInteger();
        site.html("/", "<a href='/busy'>b</a>").page("/busy", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "11");
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            FakeSite.send(exchange, asked.incrementAndGet() < 3 ? 503 : 200, utf8("at last"));
        });
        assertThat(ids(pages("/").build())).containsExactly("/", "/busy");
        assertThat(time.waits()).contains(Duration.ofSeconds(11));

        site.status("/busy", 500);
        List<SourceDocument> handedOver = new ArrayList<>();
        assertThatThrownBy(() -> pages("/").build().read(handedOver::add))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("/busy answered 500, 3 times");
        assertThat(handedOver).isEmpty();
    }

    @Test
    void should_say_that_the_first_page_is_missing() {
        assertThatThrownBy(() -> ids(pages("/none").build()))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("answered 404");
    }

    @Test
    void should_stop_at_its_pages_depth_bytes_and_time() {
        for (int i = 0; i < 6; i++) {
            site.html("/" + i, "<a href='/" + (i + 1) + "'>next</a>");
        }
        assertThat(ids(pages("/0").maxPages(3).build())).containsExactly("/0", "/1", "/2");
        assertThat(ids(pages("/0").maxDepth(1).build())).containsExactly("/0", "/1");
        assertThatThrownBy(() -> ids(pages("/0").maxBytes(50).build()))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("more than 50 bytes");
        assertThatThrownBy(() -> ids(pages("/0")
                        .delay(Duration.ofMinutes(1))
                        .maxTime(Duration.ofMinutes(2))
                        .build()))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("within PT2M");
    }

    @Test
    void should_be_made_from_a_configuration() {
        WebConnectorProvider provider = new WebConnectorProvider();
        assertThat(provider.connector("https://example.com", Map.of("maxPages", "7", "exclude", "/a"))
                        .description())
                .isEqualTo("web https://example.com/");
        assertThat(provider.connector("https://example.com/sitemap.xml", Map.of("sitemap", "true"))
                        .description())
                .isEqualTo("web sitemap https://example.com/sitemap.xml");
        for (Map<String, String> wrong :
                List.of(Map.of("depth", "1"), Map.of("maxPages", "x"), Map.of("exclude", "a"))) {
            assertThatThrownBy(() -> provider.connector("https://example.com", wrong))
                    .isInstanceOf(ConfigurationException.class);
        }
        assertThatThrownBy(() -> provider.connector("not a url", Map.of())).isInstanceOf(ConfigurationException.class);
    }

    private WebConnector.Builder pages(String path) {
        return WebConnector.builder(site.client().build())
                .page(site.origin() + path)
                .time(time);
    }

    private WebConnector.Builder sitemap(String path) {
        return WebConnector.builder(site.client().build())
                .sitemap(site.origin() + path)
                .time(time);
    }

    private List<String> ids(Connector connector) {
        return read(connector).stream().map(this::path).toList();
    }

    private String path(SourceDocument document) {
        return document.id().substring(site.origin().length());
    }

    private static List<SourceDocument> read(Connector connector) {
        List<SourceDocument> documents = new ArrayList<>();
        connector.read(documents::add);
        return documents;
    }

    private static String text(SourceDocument document) {
        List<Document> parts = new TikaDocumentReaderProvider().reader().read(document);
        return String.join("\n", parts.stream().map(Document::text).toList());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(utf8(text));
        }
        return packed.toByteArray();
    }
}
