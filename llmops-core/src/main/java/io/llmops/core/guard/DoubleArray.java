package io.llmops.core.guard;

import java.util.Arrays;

/**
 * The arrays of a trie in which a child is found by one addition and one comparison: the child of state {@code s} by
 * symbol {@code c} is {@code base[s] + c}, if {@code check} of that is {@code s}. Source: J. Aoe, An efficient digital
 * search algorithm by using a double-array structure, IEEE Transactions on Software Engineering 15(9), 1989.
 */
final class DoubleArray {

    static final int ROOT = 0;
    private static final int FREE = -1;

    /** After so many places in vain, later searches begin behind them; single children fill what is left free. */
    private static final int MAX_TRIES = 32;

    private int[] base = new int[1024];
    private int[] check = new int[1024];
    private int[] skip = new int[1024];
    private int from = 1;
    private int end = 1;

    DoubleArray() {
        Arrays.fill(check, FREE);
        Arrays.setAll(skip, i -> i);
        take(ROOT, ROOT);
    }

    /** Places the children of a state, whose symbols are sorted and from 1 on. */
    void children(int state, int[] symbols, int count) {
        int first = symbols[0];
        int last = symbols[count - 1];
        int tries = 0;
        int slot = free(Math.max(count == 1 ? 1 : from, first + 1), last - first);
        while (!fits(slot - first, symbols, count)) {
            tries++;
            slot = free(slot + 1, last - first);
        }
        if (tries > MAX_TRIES) {
            from = slot;
        }
        base[state] = slot - first;
        for (int i = 0; i < count; i++) {
            take(base[state] + symbols[i], state);
        }
        end = Math.max(end, base[state] + last + 1);
    }

    /** The child, or -1. */
    int child(int state, int symbol) {
        int child = base[state] + symbol;
        return child < check.length && check[child] == state && child != ROOT ? child : FREE;
    }

    /** Cut to size, so that {@code base} can be read at every state. */
    int[] base() {
        return Arrays.copyOf(base, end);
    }

    /** Padded by the number of symbols, so that it can be read at every sum of a base and a symbol. */
    int[] check(int symbols) {
        int[] padded = Arrays.copyOf(check, end + symbols + 1);
        Arrays.fill(padded, end, padded.length, FREE);
        return padded;
    }

    private void take(int slot, int owner) {
        check[slot] = owner;
        skip[slot] = slot + 1;
    }

    /** The first free slot from {@code at} on, with room for {@code more} slots behind it; taken runs are skipped. */
    private int free(int at, int more) {
        ensure(at + more + 1);
        int slot = at;
        while (slot < skip.length && skip[slot] != slot) {
            slot = skip[slot];
        }
        for (int i = at; i < slot; ) {
            int next = skip[i];
            skip[i] = slot;
            i = next;
        }
        ensure(slot + more + 1);
        return slot;
    }

    private boolean fits(int candidate, int[] symbols, int count) {
        for (int i = 1; i < count; i++) {
            if (check[candidate + symbols[i]] != FREE) {
                return false;
            }
        }
        return true;
    }

    private void ensure(int size) {
        if (size > check.length) {
            int old = check.length;
            int grown = Math.max(size, old * 2);
            base = Arrays.copyOf(base, grown);
            check = Arrays.copyOf(check, grown);
            skip = Arrays.copyOf(skip, grown);
            for (int i = old; i < grown; i++) {
                check[i] = FREE;
                skip[i] = i;
            }
        }
    }
}
