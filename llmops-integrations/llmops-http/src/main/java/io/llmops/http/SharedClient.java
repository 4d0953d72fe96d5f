package io.llmops.http;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;

/**
 * The JDK's client, with its thread and its connections: one for all providers that are in use, none when none is. Held
 * weakly here, since on JDK 17 a client cannot be closed and ends when it is collected; so an application that builds and
 * closes many times neither piles clients up nor keeps the last one.
 */
final class SharedClient {

    private static WeakReference<HttpClient> current = new WeakReference<>(null);

    private SharedClient() {}

    static synchronized HttpClient get() {
        HttpClient client = current.get();
        if (client == null) {
            client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
            current = new WeakReference<>(client);
        }
        return client;
    }
}
