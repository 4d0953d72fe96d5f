package io.llmops;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resources that are closed together, the last one first; one that fails does not stop the others. */
final class OwnedResources implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedResources.class);

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private boolean closed;

    synchronized void add(AutoCloseable resource) {
        if (closed) {
            throw new IllegalStateException("this LlmOps is closed");
        }
        resources.push(resource);
    }

    @Override
    public void close() {
        while (true) {
            AutoCloseable next;
            synchronized (this) {
                closed = true;
                if (resources.isEmpty()) {
                    return;
                }
                next = resources.pop();
            }
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("Closing {} failed: {}", next.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
