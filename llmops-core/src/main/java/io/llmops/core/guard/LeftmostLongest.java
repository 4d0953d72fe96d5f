package io.llmops.core.guard;

import java.util.Arrays;

/**
 * From all occurrences to those that count: from left to right, at each position the longest, and none inside another.
 * Occurrences come by their end; a ring as long as the longest word keeps the longest for each start until no longer
 * one can come.
 */
final class LeftmostLongest implements Automaton.Sink {

    /** Told of every occurrence that counts, from left to right. */
    interface Sink {
        void match(int word, int start, int end);
    }

    /** Whether an occurrence may count at all. */
    interface Filter {
        boolean accepts(int start, int end);
    }

    private final int[] lengths;
    private final Filter filter;
    private final Sink sink;
    private final int mask;
    private final int[] wordFrom;
    private final int[] endFrom;
    private int decided;
    private int covered;
    private int pending;

    LeftmostLongest(int[] lengths, int longest, Filter filter, Sink sink) {
        this.lengths = lengths;
        this.filter = filter;
        this.sink = sink;
        int size = Integer.highestOneBit(Math.max(1, longest)) * 2;
        this.mask = size - 1;
        this.wordFrom = new int[size];
        this.endFrom = new int[size];
        Arrays.fill(wordFrom, -1);
    }

    @Override
    public void found(int word, int end) {
        int start = end - lengths[word];
        if (start < covered || !filter.accepts(start, end)) {
            return;
        }
        decideTo(end - mask);
        int slot = start & mask;
        if (wordFrom[slot] < 0) {
            pending++;
        }
        wordFrom[slot] = word;
        endFrom[slot] = end;
    }

    /** Says that the text has ended. */
    void finish() {
        decideTo(Integer.MAX_VALUE);
    }

    /** Decides on all starts before {@code limit}: no occurrence that ends from now on begins there. */
    private void decideTo(int limit) {
        while (pending > 0 && decided < limit) {
            int slot = decided & mask;
            if (wordFrom[slot] >= 0) {
                if (decided >= covered) {
                    sink.match(wordFrom[slot], decided, endFrom[slot]);
                    covered = endFrom[slot];
                }
                wordFrom[slot] = -1;
                pending--;
            }
            decided++;
        }
        if (pending == 0 && limit != Integer.MAX_VALUE) {
            decided = Math.max(decided, limit);
        }
    }
}
