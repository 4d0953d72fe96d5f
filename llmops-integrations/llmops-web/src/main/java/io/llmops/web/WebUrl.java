package io.llmops.web;

import io.llmops.api.exception.EgressException;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a URL so strictly that no other parser can see another host in it: no user info, no address in an unusual spelling,
 * no zone. What comes out is ASCII, in lower case up to the path, with a path and without a fragment.
 */
final class WebUrl {

    private static final int LONGEST = 8_192;
    private static final Pattern NAME_AND_PORT = Pattern.compile("([^@:/\\[\\]%]+)(?::(\\d{1,5}))?");
    /** A last label that is a number makes browsers take the host for an IPv4 address, whatever stands before it. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    private static final Pattern PLAIN_IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

    private WebUrl() {}

    static URI parse(String url) {
        if (url.length() > LONGEST) {
            throw new EgressException("A URL of " + url.length() + " characters is refused: at most " + LONGEST);
        }
        try {
            return normal(new URI(url.strip()));
        } catch (URISyntaxException e) {
            throw refused(url, "it is not a valid URL: " + e.getReason());
        }
    }

    /** @throws EgressException if it is not fit to be fetched, whoever asks */
    static URI normal(URI url) {
        if (url.getScheme() == null || url.isOpaque() || url.getRawAuthority() == null) {
            throw refused(url.toString(), "it must have a scheme and a host");
        }
        if (url.getRawAuthority().contains("@")) {
            // Not quoted: it may be a password.
            throw new EgressException(
                    "A URL with user info before its host is refused: take out what stands before the @");
        }
        Matcher authority = NAME_AND_PORT.matcher(url.getRawAuthority());
        boolean literal = url.getHost() != null && url.getHost().startsWith("[");
        if (!literal && !authority.matches()) {
            throw refused(url.toString(), "its host is not a name or address");
        }
        String host = literal ? checkedIpv6(url) : checkedName(url, authority.group(1));
        String port = literal ? port(url.getPort()) : portOf(authority.group(2));
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        URI normal = URI.create(
                URI.create(scheme + "://" + host + port + path + query).toASCIIString());
        if (normal.getHost() == null) {
            throw refused(url.toString(), "its host is not a name or address");
        }
        return normal;
    }

    /** Scheme, host and port. */
    static String origin(URI normal) {
        return normal.getScheme() + "://" + normal.getHost() + ":" + effectivePort(normal);
    }

    static int effectivePort(URI normal) {
        return normal.getPort() >= 0 ? normal.getPort() : normal.getScheme().equals("https") ? 443 : 80;
    }

    private static String checkedIpv6(URI url) {
        if (url.getHost().contains("%")) {
            throw refused(url.toString(), "a zone in an address names a local network");
        }
        return url.getHost().toLowerCase(Locale.ROOT);
    }

    private static String checkedName(URI url, String name) {
        String host;
        try {
            host = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw refused(url.toString(), "its host is not a name or address");
        }
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        boolean number = ENDS_IN_NUMBER.matcher(host).matches();
        if (host.isEmpty() || (number && !PLAIN_IPV4.matcher(host).matches())) {
            throw refused(url.toString(), "its host is an address in an unusual spelling");
        }
        return host;
    }

    private static String portOf(@Nullable String digits) {
        return digits == null ? "" : port(Integer.parseInt(digits));
    }

    private static String port(int port) {
        return port < 0 ? "" : ":" + port;
    }

    static EgressException refused(String url, String why) {
        return new EgressException("The URL " + shown(url) + " is refused: " + why);
    }

    /** Without the query, where secrets travel, and what must not get into a log. */
    static String shown(String url) {
        int at = url.lastIndexOf('@');
        String open = at < 0 ? url : url.substring(at + 1);
        int query = open.indexOf('?');
        String bare = query < 0 ? open : open.substring(0, query);
        String clean = bare.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 200 ? clean.substring(0, 200) + "..." : clean;
    }
}
