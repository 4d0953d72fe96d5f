package io.llmops.web;

import io.llmops.api.exception.EgressException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;

/** One request and its answer, within the limits. The only class that has a connection opened. */
final class WebExchange {

    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_LINE = 16 << 10;

    private final CloseableHttpClient client;
    private final String userAgent;
    private final Duration timeout;
    private final int maxBytes;

    WebExchange(EgressPolicy policy, String userAgent, Duration timeout, int maxBytes) {
        Timeout wait = Timeout.of(timeout);
        // A connection is not used again: the next request looks its host up and has the addresses checked anew.
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(policy)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .setMaxLineLength(LONGEST_LINE)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(wait)
                                .setSocketTimeout(wait)
                                .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(wait)
                        .setResponseTimeout(wait)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                .build();
        this.userAgent = userAgent;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    String userAgent() {
        return userAgent;
    }

    /** The end of a call that begins now. */
    Deadline deadline() {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** A point of {@link System#nanoTime()}. */
    record Deadline(long at) {

        Deadline later(long nanos) {
            return new Deadline(at + nanos);
        }

        long left() {
            return at - System.nanoTime();
        }
    }

    /** @return empty if a successful answer is not of a wanted type; its body was not read */
    Optional<WebResponse> get(URI url, Map<String, String> headers, MediaTypes wanted, Deadline deadline)
            throws IOException {
        HttpGet request = new HttpGet(url);
        request.setHeader("Accept", wanted.header());
        headers.forEach(request::setHeader);
        CompletableFuture<Void> ends = new CompletableFuture<Void>().orTimeout(deadline.left(), TimeUnit.NANOSECONDS);
        var unused = ends.exceptionally(timeUp -> {
            request.cancel();
            return null;
        });
        ClassicHttpResponse response = null;
        try {
            response = client.executeOpen(host(url), request, null);
            return answer(url, response, wanted);
        } catch (IOException e) {
            if (ends.isCompletedExceptionally() || e instanceof SocketTimeoutException) {
                throw new IOException(
                        WebUrl.shown(url.toString()) + " did not answer in full within " + timeout.toSeconds() + " s",
                        e);
            }
            throw e;
        } finally {
            ends.complete(null);
            // The connection goes first: closing an answer reads what is left of its body, however long that is.
            request.cancel();
            Closer.closeQuietly(response);
        }
    }

    private static HttpHost host(URI url) {
        return new HttpHost(url.getScheme(), bare(url.getHost()), url.getPort());
    }

    /** The client wants IPv6 addresses without brackets. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private Optional<WebResponse> answer(URI url, ClassicHttpResponse response, MediaTypes wanted) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        WebResponse head = new WebResponse(url, response.getCode(), headers, new byte[0]);
        if (response.getCode() / 100 != 2) {
            return Optional.of(head);
        }
        if (!wanted.accept(head)) {
            return Optional.empty();
        }
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : read(url, entity);
        return Optional.of(new WebResponse(url, response.getCode(), headers, body));
    }

    private byte[] read(URI url, HttpEntity entity) throws IOException {
        InputStream in = entity.getContent();
        byte[] body = in.readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw new EgressException("The URL " + WebUrl.shown(url.toString()) + " is refused: it has more than "
                    + maxBytes + " bytes; raise maxBytes if it is meant");
        }
        return body;
    }
}
