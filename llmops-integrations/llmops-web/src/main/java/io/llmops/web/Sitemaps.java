package io.llmops.web;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import io.llmops.api.exception.DocumentException;
import io.llmops.api.exception.EgressException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The pages that a sitemap names: XML, text, feeds, packed or not, and indexes of them (sitemaps.org, protocol 0.9). */
final class Sitemaps {

    /** As the protocol limits them: 50 MB unpacked, 50,000 entries. */
    private static final int MOST_BYTES = 52_428_800;

    private static final int MOST_SITEMAPS = 50_000;

    private final Pages pages;
    private final int maxPages;
    private final List<Entry> entries = new ArrayList<>();

    /** @param changed when the page last changed, if the sitemap says so */
    record Entry(URI url, @Nullable Instant changed) {}

    Sitemaps(Pages pages, int maxPages) {
        this.pages = pages;
        this.maxPages = maxPages;
    }

    /** The first entries, at most as many as pages are wanted. */
    List<Entry> read(URI start) {
        Queue<URI> queue = new ArrayDeque<>(List.of(start));
        Set<URI> seen = new HashSet<>(queue);
        while (!queue.isEmpty() && entries.size() < maxPages) {
            URI url = queue.remove();
            AbstractSiteMap map = fetch(url);
            if (map instanceof SiteMapIndex index) {
                for (AbstractSiteMap inner : index.getSitemaps()) {
                    url(inner.getUrl()).filter(seen::add).ifPresent(queue::add);
                }
                if (seen.size() > MOST_SITEMAPS) {
                    throw new DocumentException("The sitemap " + WebUrl.shown(start.toString()) + " leads to more than "
                            + MOST_SITEMAPS + " others: name one of them instead");
                }
            } else if (map instanceof SiteMap leaf) {
                leaf.getSiteMapUrls().forEach(this::add);
            }
        }
        return entries;
    }

    private void add(SiteMapURL page) {
        if (entries.size() < maxPages) {
            Date changed = page.getLastModified();
            url(page.getUrl())
                    .ifPresent(url -> entries.add(new Entry(url, changed == null ? null : changed.toInstant())));
        }
    }

    private AbstractSiteMap fetch(URI url) {
        WebResponse response =
                pages.get(url, Map.of(), MediaTypes.ANY, hop -> {}).orElseThrow();
        String shown = WebUrl.shown(url.toString());
        if (response.status() / 100 != 2) {
            throw new DocumentException("The sitemap " + shown + " answered " + response.status() + ": check its URL");
        }
        try {
            SiteMapParser parser = new SiteMapParser(false); // not strict: other hosts are left out by the crawl itself
            return parser.parseSiteMap(unpacked(response.body(), shown), url.toURL());
        } catch (UnknownFormatException | IOException e) {
            throw new DocumentException("The sitemap " + shown + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] unpacked(byte[] body, String shown) throws IOException {
        boolean packed = body.length > 2 && (body[0] & 0xFF) == 0x1F && (body[1] & 0xFF) == 0x8B;
        if (!packed) {
            return body;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = in.readNBytes(MOST_BYTES + 1);
            if (plain.length > MOST_BYTES) {
                throw new DocumentException(
                        "The sitemap " + shown + " is refused: it unpacks to more than " + MOST_BYTES + " bytes");
            }
            return plain;
        }
    }

    private static Optional<URI> url(URL url) {
        try {
            return Optional.of(WebUrl.parse(url.toString()));
        } catch (EgressException e) {
            return Optional.empty();
        }
    }
}
