package io.llmops.web;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** What a server answered. Immutable, but for the bytes of the body, which belong to the caller. */
public final class WebResponse {

    private final URI url;
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    WebResponse(URI url, int status, Map<String, String> headers, byte[] body) {
        this.url = url;
        this.status = status;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = body;
    }

    /** Where the answer came from, after redirects; ASCII, without a fragment. */
    public URI url() {
        return url;
    }

    /** The HTTP status; never a redirect that could be followed. */
    public int status() {
        return status;
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Media type in lower case and without parameters; empty where the server gave none. */
    public Optional<String> mediaType() {
        return Optional.ofNullable(contentType()).map(type -> type.getMimeType().toLowerCase(Locale.ROOT));
    }

    /** The charset that the server named, if it is one that this platform knows. */
    public Optional<Charset> charset() {
        return Optional.ofNullable(contentType()).map(ContentType::getCharset);
    }

    /** The body, decompressed; empty where the status has none. Not copied. */
    public byte[] body() {
        return body;
    }

    private @Nullable ContentType contentType() {
        try {
            return ContentType.parseLenient(headers.get("Content-Type"));
        } catch (UnsupportedCharsetException e) {
            return null;
        }
    }
}
