package io.llmops.web;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import io.llmops.api.exception.DocumentException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each origin's robots.txt allows (RFC 9309). Of one crawl: each crawl reads it anew. */
final class Robots {

    /** At least so much of it must be read (2.5); more than that is no rules. */
    private static final int MOST_BYTES = 500 << 10;

    private final Pages pages;
    private final Map<String, BaseRobotRules> rules = new ConcurrentHashMap<>();

    Robots(Pages pages) {
        this.pages = pages;
    }

    boolean allow(URI url) {
        return of(url).isAllowed(url.toString());
    }

    Duration delay(URI url) {
        BaseRobotRules known = rules.get(WebUrl.origin(url));
        long millis = known == null ? 0 : known.getCrawlDelay();
        return Duration.ofMillis(Math.max(0, millis));
    }

    private BaseRobotRules of(URI url) {
        String origin = WebUrl.origin(url);
        BaseRobotRules known = rules.get(origin);
        if (known == null) {
            known = fetch(url);
            rules.put(origin, known);
        }
        return known;
    }

    private BaseRobotRules fetch(URI url) {
        URI robots = url.resolve("/robots.txt");
        WebResponse response = pages.rules(robots);
        int status = response.status();
        if (status / 100 == 2) {
            byte[] body = response.body();
            byte[] read = body.length > MOST_BYTES ? Arrays.copyOf(body, MOST_BYTES) : body;
            return new SimpleRobotRulesParser().parseContent(robots.toString(), read, "text/plain", List.of(token()));
        }
        if (status / 100 == 4 && status != 429) {
            return new SimpleRobotRules(RobotRulesMode.ALLOW_ALL); // 2.3.1.3: unavailable
        }
        throw new DocumentException(WebUrl.shown(robots.toString()) + " answered " + status
                + ", so that what may be read is not known (RFC 9309, 2.3.1.4); try again later");
    }

    private String token() {
        return pages.userAgent().toLowerCase(Locale.ROOT);
    }
}
