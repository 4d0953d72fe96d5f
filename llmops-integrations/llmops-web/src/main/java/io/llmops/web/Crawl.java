package io.llmops.web;

import io.llmops.api.connect.DocumentMetadata;
import io.llmops.api.connect.DocumentVersion;
import io.llmops.api.exception.DocumentException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One reading of the sites. Breadth first and in the pages' own order, so that the same site gives the same pages. */
final class Crawl {

    private final CrawlLimits limits;
    private final List<String> excluded;
    private final Map<String, SeenPage> memory;
    private final Pages pages;
    private final Set<String> sites = ConcurrentHashMap.newKeySet();
    private final LaterPages later;
    private final Set<URI> seen = new HashSet<>();
    private final Queue<Step> queue = new ArrayDeque<>();
    private final Map<String, WebPage> found = new LinkedHashMap<>();

    private record Step(URI url, int depth) {}

    /** Stops a redirect that leads to where the crawl does not go. */
    private static final class Elsewhere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Elsewhere() {
            super(null, null, false, false);
        }
    }

    Crawl(EgressClient client, CrawlLimits limits, List<String> excluded, Map<String, SeenPage> memory, PaceTime time) {
        this.limits = limits;
        this.excluded = excluded;
        this.memory = memory;
        this.pages = new Pages(client, limits, time);
        this.later = new LaterPages(client, pages, sites);
    }

    List<WebPage> run(List<URI> starts, List<URI> sitemaps) {
        starts.forEach(url -> sites.add(WebUrl.origin(url)));
        sitemaps.forEach(url -> sites.add(WebUrl.origin(url)));
        sitemaps.forEach(this::sitemap);
        starts.forEach(this::start);
        while (!queue.isEmpty() && found.size() < limits.maxPages()) {
            Step step = queue.remove();
            visit(step.url(), step.depth());
        }
        return new ArrayList<>(found.values());
    }

    /** A sitemap is asked for by name, so it is read whatever robots.txt says; the pages in it are not. */
    private void sitemap(URI sitemap) {
        for (Sitemaps.Entry entry : new Sitemaps(pages, limits.maxPages()).read(sitemap)) {
            if (found.size() >= limits.maxPages() || !mayVisit(entry.url()) || !seen.add(entry.url())) {
                continue;
            }
            Instant changed = entry.changed();
            if (changed == null) {
                visit(entry.url(), limits.maxDepth());
            } else {
                keep(unfetched(entry.url(), "lastmod:" + changed, changed));
            }
        }
    }

    private void start(URI url) {
        if (!seen.add(url)) {
            return;
        }
        int before = found.size();
        Optional<WebResponse> page = fetch(url, true);
        page.ifPresent(answer -> take(answer, 0));
        boolean read =
                page.isPresent() && (page.get().status() == 304 || page.get().status() / 100 == 2);
        if (!read && found.size() == before) {
            throw new DocumentException(WebUrl.shown(url.toString())
                    + page.map(answer -> " answered " + answer.status()).orElse(" is not a page that can be read")
                    + ": check the URL");
        }
    }

    private void checkRobots(URI url) {
        if (!pages.robots().allow(url)) {
            throw new DocumentException(
                    "robots.txt of " + url.getHost() + " does not allow " + WebUrl.shown(url.toString()));
        }
    }

    private boolean mayVisit(URI url) {
        return sites.contains(WebUrl.origin(url))
                && excluded.stream().noneMatch(prefix -> url.getRawPath().startsWith(prefix))
                && pages.robots().allow(url);
    }

    private void visit(URI url, int depth) {
        try {
            fetch(url, false).ifPresent(answer -> take(answer, depth));
        } catch (Elsewhere e) {
            seen.add(url); // as it was before: where it leads is no page of the site
        }
    }

    /** @param opens whether the site may move to where the URL leads */
    private Optional<WebResponse> fetch(URI url, boolean opens) {
        SeenPage before = memory.get(url.toString());
        Map<String, String> headers = before == null ? Map.of() : before.conditions();
        return pages.get(url, headers, PageKind.TYPES, hop -> {
            if (opens) {
                checkRobots(hop);
                sites.add(WebUrl.origin(hop));
            } else if (!hop.equals(url) && !mayVisit(hop)) {
                throw new Elsewhere();
            }
        });
    }

    private void take(WebResponse answer, int depth) {
        URI url = answer.url();
        if (answer.status() == 304) {
            SeenPage before = memory.get(url.toString());
            if (before != null) {
                seen.add(url);
                keep(before.page());
                follow(before.links(), depth);
            }
            return;
        }
        boolean gone = answer.status() == 404 || answer.status() == 410;
        if (gone || answer.status() / 100 == 3) {
            return;
        }
        if (answer.status() / 100 != 2) {
            throw new DocumentException(WebUrl.shown(url.toString()) + " answered " + answer.status()
                    + "; nothing is taken as removed: allow the reading, or exclude it");
        }
        seen.add(url);
        PageLinks links = PageKind.isHtml(answer) ? PageLinks.of(answer) : new PageLinks(List.of(), true);
        WebPage page = page(answer);
        if (links.indexed()) {
            keep(page);
            remember(answer, links, page);
        }
        follow(links.urls(), depth);
    }

    private void keep(WebPage page) {
        found.putIfAbsent(page.id(), page);
    }

    private void follow(List<URI> links, int depth) {
        if (depth >= limits.maxDepth()) {
            return;
        }
        for (URI link : links) {
            // The queue holds no more than could still become pages, whatever a site of endless links offers.
            if (seen.size() < 20L * limits.maxPages() && !seen.contains(link) && mayVisit(link)) {
                seen.add(link);
                queue.add(new Step(link, depth + 1));
            }
        }
    }

    private void remember(WebResponse answer, PageLinks links, WebPage page) {
        String url = answer.url().toString();
        Map<String, String> conditions = new HashMap<>();
        answer.header("ETag").ifPresent(tag -> conditions.put("If-None-Match", tag));
        answer.header("Last-Modified").ifPresent(time -> conditions.put("If-Modified-Since", time));
        if (conditions.isEmpty()) {
            memory.remove(url);
        } else {
            WebPage light =
                    new WebPage(page.id(), page.version(), page.fileName(), page.metadata(), later.of(answer.url()));
            memory.put(url, new SeenPage(conditions, links.urls(), light));
        }
    }

    private static WebPage page(WebResponse answer) {
        byte[] bytes = PageKind.bytes(answer);
        Optional<Instant> changed = answer.header("Last-Modified").flatMap(Crawl::instant);
        return new WebPage(
                answer.url().toString(),
                version(answer, bytes),
                PageKind.fileName(answer),
                metadata(answer.url(), changed),
                WebPage.held(bytes));
    }

    private WebPage unfetched(URI url, String version, Instant changed) {
        return new WebPage(
                url.toString(),
                version,
                PageKind.guessedName(url.getPath()),
                metadata(url, Optional.of(changed)),
                later.of(url));
    }

    private static Map<String, String> metadata(URI url, Optional<Instant> changed) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(WebConnector.URL, url.toString());
        changed.ifPresent(time -> metadata.put(DocumentMetadata.SOURCE_TIME, time.toString()));
        return Map.copyOf(metadata);
    }

    private static String version(WebResponse answer, byte[] bytes) {
        return answer.header("ETag")
                .map(tag -> "etag:" + tag)
                .or(() -> answer.header("Last-Modified").map(time -> "modified:" + time))
                .orElseGet(() -> "sha256:" + DocumentVersion.of(bytes, Map.of()));
    }

    private static Optional<Instant> instant(String httpDate) {
        try {
            return Optional.of(ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
