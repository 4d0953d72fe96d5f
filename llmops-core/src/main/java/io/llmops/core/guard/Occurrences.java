package io.llmops.core.guard;

import java.util.Arrays;

/**
 * From all occurrences of words to those that count: none that lies in an allowed word, from left to right, at each
 * position the longest, and none that overlaps one before it. Occurrences come by their end.
 */
final class Occurrences {

    /** Told of each that counts, from left to right. */
    @FunctionalInterface
    interface Sink {
        void counts(int word, int start, int end);
    }

    private final Sink sink;
    /** Beginnings of what is not decided, doubled, and one more if the word is not allowed; in order. */
    private long[] places = new long[64];

    private int[] ends = new int[64];
    private int[] words = new int[64];
    private int open;
    private int covered;
    private int allowedTo;

    Occurrences(Sink sink) {
        this.sink = sink;
    }

    /** A word was found; of those that begin at one place the last counts, being the longest. */
    void found(int word, boolean allowed, int start, int end) {
        long place = 2L * start + (allowed ? 0 : 1);
        int at = open;
        if (open > 0 && places[open - 1] >= place) {
            int search = Arrays.binarySearch(places, 0, open, place);
            at = search >= 0 ? search : -search - 1;
        }
        if (at == open || places[at] != place) {
            insert(at);
            places[at] = place;
            ends[at] = end;
            words[at] = word;
        } else if (end > ends[at]) {
            ends[at] = end;
            words[at] = word;
        }
    }

    private void insert(int at) {
        if (open == places.length) {
            places = Arrays.copyOf(places, 2 * open);
            ends = Arrays.copyOf(ends, 2 * open);
            words = Arrays.copyOf(words, 2 * open);
        }
        move(places, ends, words, at, at + 1, open - at);
        open++;
    }

    private static void move(long[] places, int[] ends, int[] words, int from, int to, int length) {
        if (length > 0) {
            System.arraycopy(places, from, places, to, length);
            System.arraycopy(ends, from, ends, to, length);
            System.arraycopy(words, from, words, to, length);
        }
    }

    /** How many are not decided. */
    int size() {
        return open;
    }

    /** Decides on all that begin before {@code limit}: of these every one has been found. */
    void decide(int limit) {
        int decided = 0;
        while (decided < open && places[decided] < 2L * limit) {
            decide((int) (places[decided] >> 1), (places[decided] & 1) == 0, decided);
            decided++;
        }
        move(places, ends, words, decided, 0, open - decided);
        open -= decided;
    }

    private void decide(int start, boolean allowed, int at) {
        int end = ends[at];
        if (allowed) {
            allowedTo = Math.max(allowedTo, end);
        } else if (start >= covered && end > allowedTo) {
            sink.counts(words[at], start, end);
            covered = end;
        }
    }

    /** The end of what was decided on. */
    int covered() {
        return covered;
    }

    /** Forgets what is not decided, and counts from another place on. */
    void move(int by) {
        open = 0;
        covered = Math.max(0, covered - by);
        allowedTo = Math.max(0, allowedTo - by);
    }
}
