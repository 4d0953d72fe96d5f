package io.llmops.jdbc.connect;

import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps the texts of the rows handed over last, up to a sum, and lets go of older ones. Used by one thread. */
final class RecentTexts {

    private final long maxBytes;
    private final Deque<RowDocument> kept = new ArrayDeque<>();
    private long bytes;

    RecentTexts(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void keep(RowDocument document) {
        kept.addLast(document);
        bytes += document.bytes();
        while (bytes > maxBytes && kept.size() > 1) {
            RowDocument oldest = kept.removeFirst();
            bytes -= oldest.bytes();
            oldest.letGo();
        }
    }
}
