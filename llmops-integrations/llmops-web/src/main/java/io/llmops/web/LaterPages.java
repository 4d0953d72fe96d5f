package io.llmops.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches a page of a crawl when it is opened. It holds no page, for a connector keeps it between readings.
 *
 * @param sites whose pages may be fetched; grows while the crawl goes on
 */
record LaterPages(EgressClient client, Pages pages, Set<String> sites) {

    WebPage.Content of(URI url) {
        return () -> open(url);
    }

    private InputStream open(URI url) throws IOException {
        Optional<WebResponse> answer = client.follow(url, Map.of(), PageKind.TYPES, hop -> {
            if (!sites.contains(WebUrl.origin(hop)) || !pages.robots().allow(hop)) {
                throw WebUrl.refused(url.toString(), "it leads to another site, or to where robots.txt lets nobody");
            }
            pages.turn(hop);
        });
        if (answer.isEmpty()) {
            throw new IOException("it is of none of the media types that can be read");
        }
        if (answer.get().status() / 100 != 2) {
            throw new IOException("the server answered " + answer.get().status());
        }
        return new ByteArrayInputStream(PageKind.bytes(answer.get()));
    }
}
