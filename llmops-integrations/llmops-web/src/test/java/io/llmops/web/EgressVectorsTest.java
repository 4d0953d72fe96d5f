package io.llmops.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.EgressException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Server-side request forgery: each way to name the loopback or the inner network, and a listener that nothing reaches. */
class EgressVectorsTest {

    /** Names that an attacker's name server answers for; every other .example is the loopback. */
    private static final Map<String, String> NAMES = Map.of(
            "private.example", "10.0.0.1",
            "metadata.example", "169.254.169.254",
            "unique-local.example", "fd00::1",
            "nat64.example", "64:ff9b::7f00:1",
            "sixtofour.example", "2002:7f00:1::",
            "shared.example", "100.64.0.1");

    private ServerSocket listener;
    private final AtomicInteger connections = new AtomicInteger();

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 50, address("0.0.0.0"));
        Thread acceptor = new Thread(this::accept, "listener");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        try {
            while (true) {
                try (Socket socket = listener.accept()) {
                    connections.incrementAndGet();
                    socket.shutdownOutput();
                }
            }
        } catch (IOException e) {
            assertThat(listener.isClosed()).isTrue();
        }
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void should_connect_to_nothing_that_is_not_public(String vector) throws IOException {
        EgressClient client = EgressClient.builder()
                .http()
                .port(listener.getLocalPort())
                .resolver(EgressVectorsTest::resolve)
                .build();
        String url = vector.replace("PORT", Integer.toString(listener.getLocalPort()));

        assertThatThrownBy(() -> client.get(url)).isInstanceOf(EgressException.class);
        assertNothingCame();
    }

    @Test
    void should_have_sixty_vectors() {
        assertThat(vectors().distinct().count()).isGreaterThanOrEqualTo(60);
    }

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.endsWith(".example")) {
            return InetAddress.getAllByName(NAMES.getOrDefault(host, "127.0.0.1"));
        }
        return InetAddress.getAllByName(host); // literals, and localhost
    }

    static Stream<String> vectors() {
        List<String> urls = new ArrayList<>();
        for (String host : List.of(
                "127.0.0.1",
                "127.0.0.1.",
                "127.1",
                "127.0.1",
                "127.255.255.254",
                "0",
                "0.0.0.0",
                "0x7f000001",
                "0x7f.0.0.1",
                "0x7f.1",
                "0177.0.0.1",
                "0177.1",
                "017700000001",
                "2130706433",
                "4294967295",
                "127.0.0.01",
                "00127.0.0.1",
                "127.0.0.1e0",
                "localhost",
                "LOCALHOST",
                "localhost.",
                "foo.0x7f000001",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "169.254.170.2",
                "192.0.0.1",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::]",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::127.0.0.1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::ffff:10.0.0.1]",
                "[::ffff:0:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::7f00:1]",
                "[2002:7f00:1::]",
                "[2001:0:7f00:1::]",
                "[fd00::1]",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "[fe80::1%25lo]",
                "[fec0::1]",
                "①②⑦.⓪.⓪.①",
                "127。0。0。1",
                "１２７.0.0.1",
                "ⓛocalhost",
                "loopback.example",
                "loopback.example.",
                "LOOPBACK.EXAMPLE",
                "中国.example",
                "private.example",
                "metadata.example",
                "unique-local.example",
                "nat64.example",
                "sixtofour.example",
                "shared.example")) {
            urls.add("http://" + host + ":PORT/");
        }
        urls.addAll(List.of(
                "http://user@127.0.0.1:PORT/",
                "http://user:password@127.0.0.1:PORT/",
                "http://example.com@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT@example.com/",
                "http://example.com\\@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT\\.example.com/",
                "http://127.0.0.1 :PORT/",
                "http://127.0.0.1\t:PORT/",
                "http://127.0.0.1%00.example.com:PORT/",
                "http://%31%32%37.0.0.1:PORT/",
                "http:127.0.0.1:PORT/",
                "http:///127.0.0.1:PORT/",
                "//127.0.0.1:PORT/",
                "/etc/passwd",
                "file:///etc/passwd",
                "ftp://127.0.0.1:PORT/",
                "gopher://127.0.0.1:PORT/_x",
                "jar:http://127.0.0.1:PORT/a.jar!/",
                "data:text/plain,x",
                "javascript:alert(1)",
                "http://127.0.0.1:99999/",
                "http://127.0.0.1:22/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://127.0.0.1:PORT/",
                "HTTP://127.0.0.1:PORT/",
                ""));
        return urls.stream();
    }

    @Test
    void should_refuse_a_host_of_which_one_address_is_not_public() throws IOException {
        EgressClient client = EgressClient.builder()
                .http()
                .port(listener.getLocalPort())
                .resolver(host -> new InetAddress[] {address("8.8.8.8"), address("127.0.0.1")})
                .build();
        assertThatThrownBy(() -> client.get("http://two.example:" + listener.getLocalPort() + "/"))
                .isInstanceOf(EgressException.class)
                .hasMessageContaining("127.0.0.1 is not an address of the public internet");
        assertNothingCame();
    }

    @Test
    void should_connect_to_the_address_that_it_has_checked_when_the_name_changes_its_mind() throws IOException {
        AtomicInteger lookUps = new AtomicInteger();
        // Rebinding: a public address for whoever checks, the loopback for whoever connects.
        EgressPolicy policy = new EgressPolicy(
                java.util.Set.of("http"), java.util.Set.of(listener.getLocalPort()), java.util.Set.of(), host -> {
                    boolean first = lookUps.incrementAndGet() == 1;
                    return new InetAddress[] {address(first ? "8.8.8.8" : "127.0.0.1")};
                });
        assertThat(policy.resolve("rebinding.example", listener.getLocalPort()))
                .extracting(InetSocketAddress::getAddress)
                .containsExactly(address("8.8.8.8"));
        assertThatThrownBy(() -> policy.resolve("rebinding.example", listener.getLocalPort()))
                .as("the next connection is checked anew")
                .isInstanceOf(EgressException.class);
        assertNothingCame();
    }

    @Test
    void should_look_a_host_up_once_a_connection() throws IOException {
        AtomicInteger lookUps = new AtomicInteger();
        try (FakeSite site = new FakeSite()) {
            site.html("/", "Hello");
            EgressClient client = EgressClient.builder()
                    .allowOrigin("http://wiki.example:" + site.port())
                    .resolver(host -> {
                        assertThat(host).isEqualTo("wiki.example");
                        // Whoever looks twice is led to the listener's address, where this port is closed.
                        boolean first = lookUps.incrementAndGet() == 1;
                        return new InetAddress[] {address(first ? "127.0.0.1" : "127.0.0.2")};
                    })
                    .build();
            assertThat(client.get("http://wiki.example:" + site.port() + "/").status())
                    .isEqualTo(200);
            assertThat(lookUps).hasValue(1);
        }
    }

    @Test
    void should_check_redirects_as_it_checks_the_first_url() throws IOException {
        try (FakeSite site = new FakeSite()) {
            String inner = "127.0.0.1:" + listener.getLocalPort();
            List<String> targets = List.of(
                    "http://" + inner + "/",
                    "//" + inner + "/",
                    "https://" + inner + "/",
                    "http://localhost:" + listener.getLocalPort() + "/",
                    "http://[::ffff:127.0.0.1]:" + listener.getLocalPort() + "/",
                    "http://2130706433:" + listener.getLocalPort() + "/",
                    "http://user@" + inner + "/",
                    "file:///etc/passwd",
                    "http://loopback.example:" + listener.getLocalPort() + "/");
            EgressClient client = site.client()
                    .http()
                    .port(listener.getLocalPort())
                    .resolver(EgressVectorsTest::resolve)
                    .build();
            for (String target : targets) {
                site.redirect("/away", target);
                assertThatThrownBy(() -> client.get(site.origin() + "/away"))
                        .as(target)
                        .isInstanceOf(EgressException.class);
            }
            assertNothingCame();
        }
    }

    /** Connects once more itself: connections are accepted in their order, so that an earlier one would be counted. */
    private void assertNothingCame() throws IOException {
        try (Socket own = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
            assertThat(own.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(connections).hasValue(1);
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getAllByName(literal)[0];
    }
}
