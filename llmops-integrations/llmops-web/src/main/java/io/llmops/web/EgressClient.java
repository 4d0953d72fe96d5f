package io.llmops.web;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.EgressException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Fetches URLs that a model, a page or a user has chosen, and reaches nothing but the public internet by doing so. It is the
 * one way for loaders and tools to open a connection to such a URL (CWE-918, server-side request forgery).
 *
 * <ul>
 *   <li>Schemes and ports are on a list: https and 443, unless more is set.
 *   <li>A host is looked up once; every address that it has must be public; the connection goes to one of these very
 *       addresses, under the name as {@code Host} and as server name of TLS. A connection serves one request.
 *   <li>At most {@value #MAX_REDIRECTS} redirects are followed, each checked like the first URL.
 *   <li>User info in URLs is refused. Cookies, passwords and proxies are not used.
 *   <li>Size (after decompression), whole time and media types are limited.
 * </ul>
 *
 * <p>Thread-safe. Holds nothing open between calls, so that there is nothing to close.
 */
public final class EgressClient {

    /** Most redirects of one call: {@value}. */
    public static final int MAX_REDIRECTS = 3;

    /** Longest time of one call, redirects included, unless set otherwise: 20 seconds. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

    /** Largest body in bytes unless set otherwise: {@value} (10 MiB). */
    public static final int DEFAULT_MAX_BYTES = 10 << 20;

    /** Media types that are accepted unless set otherwise: text, XHTML, XML, JSON and PDF. */
    public static final Set<String> DEFAULT_MEDIA_TYPES =
            Set.of("text/*", "application/xhtml+xml", "application/xml", "application/json", "application/pdf");

    static final String ANYTHING = "*/*";

    private final EgressPolicy policy;
    private final WebExchange exchange;
    private final MediaTypes accepted;

    private EgressClient(Builder builder) {
        this.policy = new EgressPolicy(builder.schemes, builder.ports, builder.origins, builder.hosts);
        this.exchange = new WebExchange(policy, builder.userAgent, builder.timeout, builder.maxBytes);
        this.accepted = new MediaTypes(builder.mediaTypes);
    }

    /** A builder whose client fetches over https from public addresses. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Fetches a URL with GET.
     *
     * @param url absolute; a fragment is left out
     * @return whatever status the server answered with, redirects followed
     * @throws EgressException if the URL, one of the addresses of its host, a redirect, the size, or the media type of a
     *     successful answer is not allowed. Nothing was sent to an address that is not
     * @throws IOException if the server cannot be reached, breaks off, or takes longer than the timeout
     */
    public WebResponse get(String url) throws IOException {
        return follow(WebUrl.parse(url), Map.of(), accepted, hop -> {})
                .orElseThrow(() -> WebUrl.refused(url, "what it has is of none of the media types " + accepted));
    }

    /**
     * As {@link #get}, for those who look at every hop.
     *
     * @param onHop told of every URL before it is fetched; may throw
     * @return empty if the media type of a successful answer is not accepted; its body was not read
     */
    Optional<WebResponse> follow(URI url, Map<String, String> headers, MediaTypes wanted, Consumer<URI> onHop)
            throws IOException {
        WebExchange.Deadline deadline = exchange.deadline();
        URI at = url;
        for (int hops = 0; ; hops++) {
            policy.check(at);
            long asked = System.nanoTime();
            onHop.accept(at); // may wait for its turn, which is not the server's time
            deadline = deadline.later(System.nanoTime() - asked);
            Optional<WebResponse> response = exchange.get(at, new TreeMap<>(headers), wanted, deadline);
            Optional<URI> next = response.flatMap(EgressClient::redirect);
            if (next.isEmpty()) {
                return response;
            }
            if (hops == MAX_REDIRECTS) {
                throw WebUrl.refused(url.toString(), "it redirects more than " + MAX_REDIRECTS + " times");
            }
            at = next.get();
        }
    }

    private static Optional<URI> redirect(WebResponse response) {
        return switch (response.status()) {
            case 301, 302, 303, 307, 308 ->
                response.header("Location").map(location -> target(response.url(), location));
            default -> Optional.empty();
        };
    }

    private static URI target(URI from, String location) {
        try {
            return WebUrl.normal(from.resolve(location.strip()));
        } catch (IllegalArgumentException e) {
            throw WebUrl.refused(from.toString(), "it redirects to what is not a URL");
        }
    }

    /** Settings of a client. */
    public static final class Builder {

        private final Set<String> schemes = new HashSet<>(Set.of("https"));
        private final Set<Integer> ports = new HashSet<>(Set.of(443));
        private final Set<String> origins = new HashSet<>();
        private Set<String> mediaTypes = DEFAULT_MEDIA_TYPES;
        private Duration timeout = DEFAULT_TIMEOUT;
        private int maxBytes = DEFAULT_MAX_BYTES;
        private String userAgent = "llmops";
        private HostResolver hosts = HostResolver.SYSTEM;

        private Builder() {}

        /** Also allows http, and port 80. Who sits between can then read and change what is fetched. */
        public Builder http() {
            schemes.add("http");
            ports.add(80);
            return this;
        }

        /**
         * Also allows a port.
         *
         * @throws IllegalArgumentException if it is not in 1..65535
         */
        public Builder port(int port) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port must be in 1..65535: " + port);
            }
            ports.add(port);
            return this;
        }

        /**
         * Also allows one origin whatever addresses it has, such as a wiki of the own network or a server of a test. It is
         * for those whom you trust with what that server has: never take it from a model or a page.
         *
         * @param origin scheme, host and port, such as {@code http://wiki.internal:8080}; a path is ignored
         * @throws EgressException if it is no URL of http or https
         */
        public Builder allowOrigin(String origin) {
            URI url = WebUrl.parse(origin);
            if (!Set.of("http", "https").contains(url.getScheme())) {
                throw WebUrl.refused(origin, "an origin is of http or https");
            }
            origins.add(WebUrl.origin(url));
            return this;
        }

        /**
         * Longest time of one call, redirects included. {@link #DEFAULT_TIMEOUT} by default.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("timeout must be positive: " + timeout);
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Largest body in bytes, after decompression. {@value EgressClient#DEFAULT_MAX_BYTES} by default.
         *
         * @throws IllegalArgumentException if it is less than 1 or {@link Integer#MAX_VALUE}
         */
        public Builder maxBytes(int maxBytes) {
            if (maxBytes < 1 || maxBytes == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("maxBytes must be in 1..2147483646: " + maxBytes);
            }
            this.maxBytes = maxBytes;
            return this;
        }

        /**
         * Media types of successful answers that {@link EgressClient#get} accepts, in lower case; {@code text/*} stands for
         * all of text. {@link #DEFAULT_MEDIA_TYPES} by default. An answer without a type counts as {@code
         * application/octet-stream}.
         *
         * @throws IllegalArgumentException if there is none, or one is not of the form {@code type/subtype}
         */
        public Builder mediaTypes(Set<String> mediaTypes) {
            this.mediaTypes = MediaTypes.checked(mediaTypes);
            return this;
        }

        /**
         * How the client calls itself, and which group of robots.txt it obeys: a product token, as RFC 9309 (2.2.1) has it.
         * {@code llmops} by default.
         *
         * @throws IllegalArgumentException if it has other characters than letters, {@code -} and {@code _}
         */
        public Builder userAgent(String userAgent) {
            if (!userAgent.matches("[A-Za-z_-]+")) {
                throw new IllegalArgumentException("userAgent must be letters, - and _: " + userAgent);
            }
            this.userAgent = userAgent;
            return this;
        }

        /** For tests: names that have other addresses each time. */
        Builder resolver(HostResolver resolver) {
            this.hosts = requireNonNull(resolver, "resolver");
            return this;
        }

        /** A client with these settings. */
        public EgressClient build() {
            return new EgressClient(this);
        }
    }

    String userAgent() {
        return exchange.userAgent();
    }
}
