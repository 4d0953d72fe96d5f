package io.llmops.web;

import static java.util.Objects.requireNonNull;

import io.llmops.api.connect.Connector;
import io.llmops.api.connect.SourceDocument;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pages of web sites, found by links or by a sitemap, fetched through an {@link EgressClient}.
 *
 * <pre>{@code
 * EgressClient client = EgressClient.builder().build();
 * Connector site = WebConnector.builder(client).page("https://docs.example.com/").exclude("/archive/").build();
 * }</pre>
 *
 * <p>From a {@link Builder#page page}, links within its site (the same scheme, host and port; that of the page after its
 * redirects) are followed. A {@link Builder#sitemap sitemap} names its pages, and no links are followed. HTML, plain text,
 * Markdown, CSV, PDF and OOXML are kept, whatever else is linked is left out, as are pages that ask for it (robots.txt by
 * RFC 9309, {@code noindex}, {@code nofollow}).
 *
 * <p>A document's id is its URL after redirects, which is also its metadata {@value #URL}. Its version is the {@code
 * lastmod} of the sitemap, else the ETag, else Last-Modified, else a hash of the content. A page with a {@code lastmod} is
 * fetched only if it is opened.
 *
 * <p>404 and 410 mean that a page is gone. Any other failure of a page, three times, ends the reading with a {@code
 * DocumentException}, and nothing is taken as removed: what that page links to would be missing.
 *
 * <p>Thread-safe. Remembers the ETags of its pages between readings, and holds nothing open.
 */
public final class WebConnector implements Connector {

    /** Metadata key of a page's URL. */
    public static final String URL = "url";

    /** Most pages unless set otherwise: {@value}. */
    public static final int DEFAULT_MAX_PAGES = 1_000;

    /** Most links between the first page and another, unless set otherwise: {@value}. */
    public static final int DEFAULT_MAX_DEPTH = 5;

    /** Most bytes of one reading, unless set otherwise: {@value} (256 MiB). */
    public static final long DEFAULT_MAX_BYTES = 256L << 20;

    /** Longest time of one reading, unless set otherwise: one hour. */
    public static final Duration DEFAULT_MAX_TIME = Duration.ofHours(1);

    /** Time between two requests to one host, unless set otherwise: one second. */
    public static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);

    private final EgressClient client;
    private final List<URI> pages;
    private final List<URI> sitemaps;
    private final List<String> excluded;
    private final CrawlLimits limits;
    private final PaceTime time;
    private final Map<String, SeenPage> memory = new ConcurrentHashMap<>();

    private WebConnector(Builder builder) {
        this.client = builder.client;
        this.pages = List.copyOf(builder.pages);
        this.sitemaps = List.copyOf(builder.sitemaps);
        this.excluded = List.copyOf(builder.excluded);
        this.limits =
                new CrawlLimits(builder.maxPages, builder.maxDepth, builder.maxBytes, builder.maxTime, builder.delay);
        this.time = builder.time;
    }

    /**
     * A builder.
     *
     * @param client says what may be reached; its limits hold for each page
     */
    public static Builder builder(EgressClient client) {
        return new Builder(client);
    }

    @Override
    public String description() {
        Stream<String> starts = Stream.concat(
                pages.stream().map(URI::toString), sitemaps.stream().map(url -> "sitemap " + url));
        return "web " + starts.collect(Collectors.joining(", "));
    }

    @Override
    public void read(Consumer<SourceDocument> visitor) {
        new Crawl(client, limits, excluded, memory, time).run(pages, sitemaps).forEach(visitor);
    }

    /** Settings of a connector. */
    public static final class Builder {

        private final EgressClient client;
        private final List<URI> pages = new ArrayList<>();
        private final List<URI> sitemaps = new ArrayList<>();
        private final List<String> excluded = new ArrayList<>();
        private int maxPages = DEFAULT_MAX_PAGES;
        private int maxDepth = DEFAULT_MAX_DEPTH;
        private long maxBytes = DEFAULT_MAX_BYTES;
        private Duration maxTime = DEFAULT_MAX_TIME;
        private Duration delay = DEFAULT_DELAY;
        private PaceTime time = new SystemPaceTime();

        private Builder(EgressClient client) {
            this.client = requireNonNull(client, "client");
        }

        /**
         * A page to begin at; may be called again.
         *
         * @throws io.llmops.api.exception.EgressException if it is no URL that could be fetched
         */
        public Builder page(String url) {
            pages.add(WebUrl.parse(url));
            return this;
        }

        /**
         * A sitemap or an index of sitemaps, as XML, text or feed, packed with gzip or not; may be called again.
         *
         * @throws io.llmops.api.exception.EgressException if it is no URL that could be fetched
         */
        public Builder sitemap(String url) {
            sitemaps.add(WebUrl.parse(url));
            return this;
        }

        /**
         * Leaves out the pages whose path begins so; may be called again. Nothing is left out by default.
         *
         * @throws IllegalArgumentException if it does not begin with a slash
         */
        public Builder exclude(String pathPrefix) {
            if (!pathPrefix.startsWith("/")) {
                throw new IllegalArgumentException("exclude must begin with /: " + pathPrefix);
            }
            excluded.add(pathPrefix);
            return this;
        }

        /**
         * Most pages; the first ones found are taken. {@value WebConnector#DEFAULT_MAX_PAGES} by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxPages(int maxPages) {
            this.maxPages = (int) atLeast(1, maxPages, "maxPages");
            return this;
        }

        /**
         * Most links between a first page and another; 0 takes the first pages alone. {@value
         * WebConnector#DEFAULT_MAX_DEPTH} by default.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxDepth(int maxDepth) {
            this.maxDepth = (int) atLeast(0, maxDepth, "maxDepth");
            return this;
        }

        /**
         * Most bytes of one reading; a site that has more is not read. {@value WebConnector#DEFAULT_MAX_BYTES} by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxBytes(long maxBytes) {
            this.maxBytes = atLeast(1, maxBytes, "maxBytes");
            return this;
        }

        /**
         * Longest time of one reading; a site that takes longer is not read. {@link WebConnector#DEFAULT_MAX_TIME} by
         * default.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxTime(Duration maxTime) {
            if (maxTime.isNegative() || maxTime.isZero()) {
                throw new IllegalArgumentException("maxTime must be positive: " + maxTime);
            }
            this.maxTime = maxTime;
            return this;
        }

        /**
         * Time between two requests to one host; the site's own Crawl-delay holds if it is longer. {@link
         * WebConnector#DEFAULT_DELAY} by default.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder delay(Duration delay) {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay must not be negative: " + delay);
            }
            this.delay = delay;
            return this;
        }

        /** For tests: a time that passes at once. */
        Builder time(PaceTime time) {
            this.time = requireNonNull(time, "time");
            return this;
        }

        /**
         * A connector with these settings.
         *
         * @throws IllegalStateException if there is neither a page nor a sitemap
         */
        public WebConnector build() {
            if (pages.isEmpty() && sitemaps.isEmpty()) {
                throw new IllegalStateException("a page or a sitemap is missing: call page or sitemap");
            }
            return new WebConnector(this);
        }

        private static long atLeast(long least, long value, String name) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
            }
            return value;
        }
    }
}
