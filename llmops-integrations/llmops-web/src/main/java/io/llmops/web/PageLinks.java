package io.llmops.web;

import io.llmops.api.exception.EgressException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page says to those who read site by site.
 *
 * @param urls that it links to, in its order; empty where it asks not to follow them
 * @param indexed false where it asks not to be kept
 */
record PageLinks(List<URI> urls, boolean indexed) {

    /** Pages with more links are lists for machines. */
    private static final int MOST_LINKS = 10_000;

    static PageLinks of(WebResponse page) {
        Document html;
        try {
            html = Jsoup.parse(
                    new ByteArrayInputStream(page.body()),
                    page.charset().map(Charset::name).orElse(null),
                    page.url().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never from memory
        }
        String rules = page.header("X-Robots-Tag").orElse("") + " "
                + html.select("meta[name=robots]").attr("content");
        String asked = rules.toLowerCase(Locale.ROOT);
        boolean none = asked.contains("none");
        boolean follow = !none && !asked.contains("nofollow");
        return new PageLinks(follow ? links(html) : List.of(), !none && !asked.contains("noindex"));
    }

    private static List<URI> links(Document html) {
        List<URI> urls = new ArrayList<>();
        for (Element link : html.select("a[href]:not([rel~=(?i)\\bnofollow\\b])")) {
            String url = link.absUrl("href");
            if (url.startsWith("http") && urls.size() < MOST_LINKS) {
                fetchable(url).ifPresent(urls::add);
            }
        }
        return urls;
    }

    private static Optional<URI> fetchable(String url) {
        try {
            return Optional.of(WebUrl.parse(url));
        } catch (EgressException e) {
            return Optional.empty(); // no page of the site
        }
    }
}
