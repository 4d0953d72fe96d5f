package io.llmops.http;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's client, with its thread and its connections: one of each kind for all models that are in use, none when none
 * is. Held weakly here, since on JDK 17 a client cannot be closed and ends when it is collected; so an application that
 * builds and closes many times neither piles clients up nor keeps the last one. Thread-safe.
 */
final class SharedClient {

    /** Runs handlers on threads of the JDK's pool: for streams, whose handlers may take their time, and for TLS. */
    static final SharedClient POOLED = new SharedClient(null);

    /**
     * Reads answers on the client's own thread, which saves each answer a change of threads and so a quarter of its CPU
     * time. For whole answers over plain HTTP: nothing but copying bytes is done there.
     */
    static final SharedClient INLINE = new SharedClient(Runnable::run);

    private final @Nullable Executor executor;
    private WeakReference<HttpClient> current = new WeakReference<>(null);

    private SharedClient(@Nullable Executor executor) {
        this.executor = executor;
    }

    /** A use of the client by one model, which takes it at the first call and keeps it. */
    Supplier<HttpClient> use() {
        return new Use(this);
    }

    private synchronized HttpClient get() {
        HttpClient client = current.get();
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder().version(Version.HTTP_1_1);
            if (executor != null) {
                builder.executor(executor);
            }
            client = builder.build();
            current = new WeakReference<>(client);
        }
        return client;
    }

    private static final class Use implements Supplier<HttpClient> {

        private final SharedClient shared;
        private volatile @Nullable HttpClient taken;

        Use(SharedClient shared) {
            this.shared = shared;
        }

        @Override
        public HttpClient get() {
            HttpClient client = taken;
            if (client == null) {
                client = shared.get();
                taken = client;
            }
            return client;
        }
    }
}
