package io.llmops.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.EgressException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EgressClientTest {

    private final FakeSite site = new FakeSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void should_fetch_a_page_with_its_type_and_charset() throws IOException {
        site.bytes("/休假", "Text/HTML; charset=gbk", "年假".getBytes(Charset.forName("GBK")));
        site.bytes("/%E4%BC%91%E5%81%87", "Text/HTML; charset=gbk", "年假".getBytes(Charset.forName("GBK")));

        WebResponse page = site.client().build().get(site.origin() + "/休假#top");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.mediaType()).contains("text/html");
        assertThat(page.charset()).contains(Charset.forName("GBK"));
        assertThat(new String(page.body(), Charset.forName("GBK"))).isEqualTo("年假");
        assertThat(page.url()).hasToString(site.origin() + "/%E4%BC%91%E5%81%87");
    }

    @Test
    void should_keep_the_name_of_the_host_and_send_no_secret() throws IOException {
        AtomicReference<String> host = new AtomicReference<>();
        AtomicReference<Set<String>> headers = new AtomicReference<>(Set.of());
        site.page("/", exchange -> {
            host.set(exchange.getRequestHeaders().getFirst("Host"));
            headers.set(Set.copyOf(exchange.getRequestHeaders().keySet()));
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            FakeSite.send(exchange, 200, new byte[] {'x'});
        });
        EgressClient client = EgressClient.builder()
                .allowOrigin("http://wiki.example:" + site.port())
                .resolver(name -> new InetAddress[] {InetAddress.getLoopbackAddress()})
                .build();
        client.get("http://wiki.example:" + site.port() + "/");
        client.get("http://WIKI.example.:" + site.port());

        assertThat(host).hasValue("wiki.example:" + site.port());
        assertThat(headers.get()).doesNotContain("Cookie", "Authorization", "Referer");
    }

    @Test
    void should_allow_https_alone_unless_http_is_asked_for() {
        EgressClient client = EgressClient.builder().build();
        assertThatThrownBy(() -> client.get("http://example.com/"))
                .isInstanceOf(EgressException.class)
                .hasMessage("The URL http://example.com/ is refused: its scheme is not one of [https]");
        assertThatThrownBy(() -> client.get("https://example.com:8443/"))
                .isInstanceOf(EgressException.class)
                .hasMessageContaining("its port is not one of [443]");
    }

    @Test
    void should_not_tell_the_password_or_the_query_of_a_refused_url() {
        EgressClient client = EgressClient.builder().build();
        assertThatThrownBy(() -> client.get("https://ada:pass-word@example.com/?key=k-e-y"))
                .isInstanceOf(EgressException.class)
                .hasMessageNotContainingAny("pass-word", "k-e-y");
        assertThatThrownBy(() -> client.get("http://example.com/?key=k-e-y"))
                .isInstanceOf(EgressException.class)
                .hasMessageNotContaining("k-e-y");
    }

    @Test
    void should_follow_three_redirects_and_no_more() throws IOException {
        site.redirect("/4", "/3")
                .redirect("/3", "2")
                .redirect("/2", site.origin() + "/1?a=b")
                .redirect("/1?a=b", "/0");
        site.html("/0", "There");
        EgressClient client = site.client().build();

        assertThat(client.get(site.origin() + "/3").url()).hasToString(site.origin() + "/0");
        assertThatThrownBy(() -> client.get(site.origin() + "/4"))
                .isInstanceOf(EgressException.class)
                .hasMessageContaining("redirects more than 3 times");
        site.redirect("/circle", "/circle");
        assertThatThrownBy(() -> client.get(site.origin() + "/circle")).isInstanceOf(EgressException.class);
    }

    @Test
    void should_hand_back_errors_of_the_server() throws IOException {
        site.status("/gone", 410);
        assertThat(site.client().build().get(site.origin() + "/gone").status()).isEqualTo(410);
    }

    @Test
    void should_stop_at_its_size_whether_a_length_is_announced_or_not() {
        byte[] large = new byte[100_001];
        site.bytes("/announced", "text/plain", large);
        site.page("/endless", endless("text/plain"));
        // Closing the answer must not read on to its end, which comes in an hour.
        EgressClient client =
                site.client().maxBytes(100_000).timeout(Duration.ofHours(1)).build();
        for (String path : Set.of("/announced", "/endless")) {
            assertThatThrownBy(() -> client.get(site.origin() + path))
                    .as(path)
                    .isInstanceOf(EgressException.class)
                    .hasMessageContaining("more than 100000 bytes");
        }
    }

    @Test
    void should_read_nothing_of_a_body_that_it_refuses() {
        site.page("/film", endless("video/mp4"));
        EgressClient client = site.client().timeout(Duration.ofHours(1)).build();
        assertThatThrownBy(() -> client.get(site.origin() + "/film"))
                .isInstanceOf(EgressException.class)
                .hasMessageContaining("media types");
    }

    private static FakeSite.Page endless(String type) {
        byte[] more = new byte[100_001];
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(more);
                }
            }
        };
    }

    @Test
    void should_count_the_size_after_decompression() throws IOException {
        site.bytes("/fine", "text/plain", gzip(new byte[1_000]), "Content-Encoding", "gzip");
        site.bytes("/bomb", "text/plain", gzip(new byte[50_000_000]), "Content-Encoding", "gzip");
        EgressClient client = site.client().maxBytes(1_000_000).build();

        assertThat(client.get(site.origin() + "/fine").body()).hasSize(1_000);
        assertThatThrownBy(() -> client.get(site.origin() + "/bomb")).isInstanceOf(EgressException.class);
    }

    @Test
    void should_refuse_media_types_that_are_not_wanted() throws IOException {
        site.bytes("/film", "video/mp4", new byte[10]);
        site.bytes("/untyped", "", new byte[10]);
        EgressClient client = site.client().build();
        for (String path : Set.of("/film", "/untyped")) {
            assertThatThrownBy(() -> client.get(site.origin() + path))
                    .isInstanceOf(EgressException.class)
                    .hasMessageContaining("none of the media types");
        }
        EgressClient films = site.client().mediaTypes(Set.of("video/*")).build();
        assertThat(films.get(site.origin() + "/film").body()).hasSize(10);
    }

    @Test
    void should_end_an_answer_that_drips_and_never_ends() {
        CountDownLatch closed = new CountDownLatch(1);
        site.page("/drip", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (closed.getCount() > 0) {
                    out.write('x');
                    out.flush();
                    Thread.onSpinWait();
                }
            }
        });
        EgressClient client = site.client()
                .maxBytes(Integer.MAX_VALUE - 1)
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            assertThatThrownBy(() -> client.get(site.origin() + "/drip"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer in full within");
        } finally {
            closed.countDown();
        }
    }

    @Test
    void should_say_which_settings_are_nonsense() {
        EgressClient.Builder builder = EgressClient.builder();
        assertThatThrownBy(() -> builder.port(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> builder.timeout(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> builder.maxBytes(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> builder.mediaTypes(Set.of("html"))).hasMessageContaining("html");
        assertThatThrownBy(() -> builder.userAgent("a b")).hasMessageContaining("a b");
        assertThatThrownBy(() -> builder.allowOrigin("ftp://example.com")).isInstanceOf(EgressException.class);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
