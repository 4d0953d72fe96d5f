package io.llmops.web;

import io.llmops.api.exception.DocumentException;
import io.llmops.api.exception.EgressException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Fetches for one crawl: at the site's pace, again after a passing failure, and within the crawl's bytes and time. */
final class Pages {

    private static final int TRIES = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final EgressClient client;
    private final CrawlLimits limits;
    private final PaceTime time;
    private final Pace pace;
    private final Robots robots = new Robots(this);
    private final long end;
    private long bytes;

    Pages(EgressClient client, CrawlLimits limits, PaceTime time) {
        this.client = client;
        this.limits = limits;
        this.time = time;
        this.pace = new Pace(time, limits.delay());
        this.end = time.nanoTime() + limits.maxTime().toNanos();
    }

    Robots robots() {
        return robots;
    }

    String userAgent() {
        return client.userAgent();
    }

    /** A robots.txt, to which no rules apply. */
    WebResponse rules(URI url) {
        return fetch(url, Map.of(), MediaTypes.ANY, hop -> pace.await(hop.getHost(), Duration.ZERO))
                .orElseThrow();
    }

    /**
     * A page or sitemap.
     *
     * @param onHop may throw to leave a redirect alone
     * @return empty if it is of no wanted type
     * @throws DocumentException if it cannot be had now
     */
    Optional<WebResponse> get(URI url, Map<String, String> headers, MediaTypes wanted, Consumer<URI> onHop) {
        return fetch(url, headers, wanted, hop -> {
            onHop.accept(hop);
            turn(hop);
        });
    }

    /** Waits until that host may be asked again. */
    void turn(URI url) {
        pace.await(url.getHost(), robots.delay(url));
    }

    private Optional<WebResponse> fetch(URI url, Map<String, String> headers, MediaTypes wanted, Consumer<URI> onHop) {
        String failure = "";
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            checkTime();
            try {
                Optional<WebResponse> response = client.follow(url, headers, wanted, onHop);
                if (response.isEmpty() || !isPassing(response.get().status())) {
                    response.ifPresent(this::count);
                    return response;
                }
                failure = "answered " + response.get().status();
                if (attempt < TRIES) {
                    pace.pause(pause(response.get(), attempt));
                }
            } catch (IOException e) {
                failure = "could not be fetched: " + e;
                if (attempt < TRIES) {
                    pace.pause(limits.delay().multipliedBy(attempt));
                }
            } catch (EgressException e) {
                throw new DocumentException(String.valueOf(e.getMessage()), e);
            }
        }
        throw new DocumentException(WebUrl.shown(url.toString()) + " " + failure + ", " + TRIES
                + " times; nothing is taken as removed: try again later, or exclude it");
    }

    private static boolean isPassing(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    /** The delta seconds of Retry-After (RFC 9110, 10.2.3), else longer each time. */
    private Duration pause(WebResponse response, int attempt) {
        Duration asked = response.header("Retry-After")
                .filter(value -> value.strip().matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value.strip())))
                .orElse(limits.delay().multipliedBy(attempt));
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    private void count(WebResponse response) {
        bytes += response.body().length;
        if (bytes > limits.maxBytes()) {
            throw new DocumentException("The site has more than " + limits.maxBytes()
                    + " bytes: raise maxBytes, or narrow it by exclude or maxDepth");
        }
    }

    private void checkTime() {
        if (time.nanoTime() - end > 0) {
            throw new DocumentException("The site could not be read within " + limits.maxTime()
                    + ": raise maxTime, or narrow it by exclude or maxPages");
        }
    }
}
