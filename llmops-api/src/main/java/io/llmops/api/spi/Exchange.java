package io.llmops.api.spi;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of a provider that is going on, for whoever may have to end it. LangChain4j gives a stream's handle with its
 * first event only; until then a provider that tells the exchange of the current thread how to close its connection can
 * be left at once, and otherwise it cannot. For implementers of providers. Thread-safe.
 *
 * <pre>{@code
 * CompletableFuture<?> answer = client.sendAsync(request, body);
 * Exchange.current().ifPresent(exchange -> exchange.onClose(() -> answer.cancel(true)));
 * }</pre>
 */
public final class Exchange {

    private static final ThreadLocal<@Nullable Exchange> CURRENT = new ThreadLocal<>();

    private final List<Runnable> closers = new ArrayList<>();
    private boolean closed;

    /** An exchange that is open. */
    public Exchange() {}

    /** The exchange of the call that the current thread makes; empty where nobody means to end it. */
    public static Optional<Exchange> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Makes a call on the current thread, as this exchange. */
    public void run(Runnable call) {
        Exchange before = CURRENT.get();
        CURRENT.set(this);
        try {
            call.run();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /**
     * Says how to close the connection, or a part of it. It is run at once where the exchange is closed already.
     *
     * @param closer returns soon, may be run by any thread, and runs once
     */
    public void onClose(Runnable closer) {
        requireNonNull(closer, "closer");
        synchronized (closers) {
            if (!closed) {
                closers.add(closer);
                return;
            }
        }
        closer.run();
    }

    /** Ends it: the connection is closed, whatever it is at. Closing twice does nothing. */
    public void close() {
        List<Runnable> all;
        synchronized (closers) {
            closed = true;
            all = List.copyOf(closers);
            closers.clear();
        }
        all.forEach(Runnable::run);
    }

    /** Whether it was ended by {@link #close()}. */
    public boolean isClosed() {
        synchronized (closers) {
            return closed;
        }
    }
}
