package io.llmops.core.guard;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds all keys of a list in one pass over numbered characters, in a cost linear in their number. Source: A. Aho, M.
 * Corasick, Efficient string matching, Communications of the ACM 18(6), 1975. Immutable.
 */
final class Automaton {

    static final int ROOT = DoubleArray.ROOT;
    static final int NONE = -1;

    /**
     * For each state what a step needs, in one line of the processor's cache: its base, doubled, plus one if keys end in
     * it; the state that it is a child of; where to go on if it has no child; where a break leads.
     */
    private final int[] cells;

    private static final int WIDTH = 4;
    private static final int PARENT = 1;
    private static final int FAIL = 2;
    private static final int BREAK = 3;

    private final int[] keyAt;
    private final int[] reported;
    private final short[] depth;

    /** A state that is not done yet: its keys are those from {@code from} to {@code to}, alike in {@code depth} symbols. */
    private record Pending(int state, int from, int to, int depth) {}

    /** For keys that are distinct and not empty; they are known by their index. */
    Automaton(List<String> keys, Alphabet alphabet) {
        char[][] encoded = keys.stream().map(alphabet::encode).toArray(char[][]::new);
        Integer[] order = new Integer[encoded.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(i -> encoded[i], Arrays::compare));
        DoubleArray trie = new DoubleArray();
        States states = new States();
        ArrayDeque<Pending> queue = new ArrayDeque<>();
        queue.add(new Pending(ROOT, 0, encoded.length, 0));
        for (Pending p = queue.poll(); p != null; p = queue.poll()) {
            children(p, encoded, order, trie, states, queue);
            int broken = trie.child(p.state(), alphabet.breaks);
            states.afterBreak[p.state()] = broken != NONE ? broken : states.afterBreak[states.fail[p.state()]];
        }
        int[] base = trie.base();
        int[] check = trie.check(alphabet.size);
        this.keyAt = Arrays.copyOf(states.key, base.length);
        this.reported = Arrays.copyOf(states.reported, base.length);
        this.depth = Arrays.copyOf(states.depth, base.length);
        this.cells = new int[WIDTH * check.length];
        for (int s = 0; s < check.length; s++) {
            cells[WIDTH * s + PARENT] = check[s];
        }
        for (int s = 0; s < base.length; s++) {
            cells[WIDTH * s] = 2 * base[s] + (reported[s] != NONE ? 1 : 0);
            cells[WIDTH * s + FAIL] = states.fail[s];
            cells[WIDTH * s + BREAK] = states.afterBreak[s];
        }
    }

    /** The state after one more symbol that is no break. */
    int next(int state, int symbol) {
        int from = state;
        int next = (cells[WIDTH * from] >> 1) + symbol;
        while (cells[WIDTH * next + PARENT] != from) {
            if (from == ROOT) {
                return ROOT;
            }
            from = cells[WIDTH * from + FAIL];
            next = (cells[WIDTH * from] >> 1) + symbol;
        }
        return next;
    }

    /** The state after a break. */
    int afterBreak(int state) {
        return cells[WIDTH * state + BREAK];
    }

    /** Whether keys end in this state. */
    boolean reports(int state) {
        return (cells[WIDTH * state] & 1) != 0;
    }

    /** A state that has a key and is this one or a suffix of it; the longest, or {@link #NONE}. */
    int reporting(int state) {
        return reported[state];
    }

    /** The next shorter one after a state that has a key. */
    int nextReporting(int state) {
        return reported[cells[WIDTH * state + FAIL]];
    }

    /** The key of a state that has one. */
    int key(int state) {
        return keyAt[state];
    }

    /** How many symbols lead to a state. */
    int depth(int state) {
        return depth[state];
    }

    /** Makes the children of a state; its fail state is shallower and therefore complete. */
    private static void children(
            Pending p, char[][] keys, Integer[] order, DoubleArray trie, States states, ArrayDeque<Pending> queue) {
        int from = p.from();
        states.depth[p.state()] = (short) p.depth();
        if (from < p.to() && keys[order[from]].length == p.depth()) {
            states.key[p.state()] = order[from];
            from++;
        }
        states.reported[p.state()] =
                states.key[p.state()] != NONE ? p.state() : states.reported[states.fail[p.state()]];
        if (from == p.to()) {
            return;
        }
        int[] starts = new int[p.to() - from + 1];
        int[] children = new int[p.to() - from];
        int count = 0;
        for (int i = from; i < p.to(); i++) {
            if (count == 0 || keys[order[i]][p.depth()] != children[count - 1]) {
                children[count] = keys[order[i]][p.depth()];
                starts[count++] = i;
            }
        }
        starts[count] = p.to();
        trie.children(p.state(), children, count);
        for (int i = 0; i < count; i++) {
            int child = trie.child(p.state(), children[i]);
            states.ensure(child);
            states.fail[child] = failOf(p.state(), children[i], trie, states);
            queue.add(new Pending(child, starts[i], starts[i + 1], p.depth() + 1));
        }
    }

    private static int failOf(int parent, int symbol, DoubleArray trie, States states) {
        int state = parent;
        while (state != ROOT) {
            state = states.fail[state];
            int child = trie.child(state, symbol);
            if (child != NONE) {
                return child;
            }
        }
        return ROOT;
    }

    /** What is known of each state while the automaton is built. */
    private static final class States {
        private int[] fail = new int[1024];
        private int[] key = filled(1024);
        private int[] reported = filled(1024);
        private short[] depth = new short[1024];
        private int[] afterBreak = new int[1024];

        void ensure(int state) {
            if (state >= fail.length) {
                int old = fail.length;
                int grown = Math.max(state + 1, old * 2);
                fail = Arrays.copyOf(fail, grown);
                key = Arrays.copyOf(key, grown);
                reported = Arrays.copyOf(reported, grown);
                depth = Arrays.copyOf(depth, grown);
                afterBreak = Arrays.copyOf(afterBreak, grown);
                Arrays.fill(key, old, grown, NONE);
                Arrays.fill(reported, old, grown, NONE);
            }
        }

        private static int[] filled(int length) {
            int[] array = new int[length];
            Arrays.fill(array, NONE);
            return array;
        }
    }
}
