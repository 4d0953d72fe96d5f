package io.llmops.core.guard;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/**
 * Finds all keys of a list in one pass over numbered characters, in a cost linear in their number. Source: A. Aho, M.
 * Corasick, Efficient string matching, Communications of the ACM 18(6), 1975. Immutable.
 */
final class Automaton {

    static final int ROOT = DoubleArray.ROOT;
    static final int NONE = -1;

    /** Bits of the filter of openings for each key: few pairs share one, and the filter stays in the processor's cache. */
    private static final int BITS = 16;

    private static final int WIDTH = 4;
    private static final int PARENT = 1;
    private static final int FAIL = 2;
    private static final int OUTPUT = 3;

    /**
     * For each state what a step needs, in one line of the processor's cache: its base; the state that it is a child of;
     * where to go on if it has no child; its first output.
     */
    private final int[] cells;

    private final int[] afterBreak;
    private final short[] depth;
    private final int[] outputs;
    /** Which pairs of symbols may open a key, by {@link #pair}; a pair that opens none may share a bit with one that does. */
    private final long[] openings;

    private final int pairs;

    /** A state that is not done yet: its keys are those from {@code from} to {@code to}, alike in {@code depth} symbols. */
    private record Pending(int state, int from, int to, int depth) {}

    /**
     * For keys that are distinct and not empty; they are known by their index.
     *
     * @param notes what to remember of each key
     */
    Automaton(List<String> keys, int[] notes, Alphabet alphabet) {
        char[][] encoded = keys.stream().map(alphabet::encode).toArray(char[][]::new);
        Integer[] order = new Integer[encoded.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(i -> encoded[i], Arrays::compare));
        this.openings = new long[Math.max(1, 2 * Integer.highestOneBit(encoded.length) * BITS / Long.SIZE)];
        this.pairs = Long.SIZE * openings.length - 1;
        open(encoded, alphabet.size);
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
        this.afterBreak = Arrays.copyOf(states.afterBreak, base.length);
        this.depth = Arrays.copyOf(states.depth, base.length);
        this.outputs = Arrays.copyOf(states.outputs, WIDTH * states.count);
        for (int output = 0; output < states.count; output++) {
            outputs[WIDTH * output + 3] = notes[key(output)];
        }
        this.cells = new int[WIDTH * check.length];
        for (int s = 0; s < check.length; s++) {
            cells[WIDTH * s + PARENT] = check[s];
            if (s < base.length) {
                cells[WIDTH * s] = base[s];
                cells[WIDTH * s + FAIL] = states.fail[s];
                cells[WIDTH * s + OUTPUT] = states.output[s];
            }
        }
    }

    /** The state after one more symbol that is no break. */
    int next(int state, int symbol) {
        int from = state;
        int next = cells[WIDTH * from] + symbol;
        while (cells[WIDTH * next + PARENT] != from) {
            if (from == ROOT) {
                return ROOT;
            }
            from = cells[WIDTH * from + FAIL];
            next = cells[WIDTH * from] + symbol;
        }
        return next;
    }

    /**
     * Whether two symbols that follow each other may open a key, or the second be one by itself. Most pairs of a text do
     * not: then a state that fewer than two symbols lead to is followed by one, which need not be looked up.
     */
    boolean opens(int before, int symbol) {
        int pair = pair(before, symbol);
        return (openings[pair >> 6] & 1L << pair) != 0;
    }

    private void open(char[][] keys, int symbols) {
        for (char[] key : keys) {
            if (key.length > 1) {
                open(key[0], key[1]);
                continue;
            }
            for (int before = Alphabet.NONE; before <= symbols; before++) {
                open(before, key[0]);
            }
        }
    }

    private void open(int before, int symbol) {
        int pair = pair(before, symbol);
        openings[pair >> 6] |= 1L << pair;
    }

    private int pair(int before, int symbol) {
        return (before * 0x9E3B + symbol) & pairs;
    }

    /** The state that this symbol leads to without going back, or the root. */
    int child(int state, int symbol) {
        int child = cells[WIDTH * state] + symbol;
        return cells[WIDTH * child + PARENT] == state ? child : ROOT;
    }

    /**
     * The state after one more letter of a word, or the root if none that began before the word's second letter goes on
     * with it.
     *
     * @param letters how many symbols of the word came before
     */
    int nextInWord(int state, int symbol, int letters) {
        int from = state;
        int next = cells[WIDTH * from] + symbol;
        while (cells[WIDTH * next + PARENT] != from) {
            from = cells[WIDTH * from + FAIL];
            if (depth[from] < letters) {
                return ROOT;
            }
            next = cells[WIDTH * from] + symbol;
        }
        return next;
    }

    /** The state after a break. */
    int afterBreak(int state) {
        return afterBreak[state];
    }

    /** The longest key that ends in a state, as an output, or {@link #NONE}. */
    int output(int state) {
        return cells[WIDTH * state + OUTPUT];
    }

    /** The next shorter key that ends there too, or {@link #NONE}. */
    int shorter(int output) {
        return outputs[WIDTH * output];
    }

    /** The key of an output. */
    int key(int output) {
        return outputs[WIDTH * output + 1];
    }

    /** How many symbols the key of an output has. */
    int length(int output) {
        return outputs[WIDTH * output + 2];
    }

    /** What is remembered of the key of an output. */
    int note(int output) {
        return outputs[WIDTH * output + 3];
    }

    /** How many symbols lead to a state. */
    int depth(int state) {
        return depth[state];
    }

    /** Makes the children of a state; its fail state is shallower and therefore complete. */
    private static void children(
            Pending p, char[][] keys, Integer[] order, DoubleArray trie, States states, Queue<Pending> queue) {
        int from = p.from();
        states.depth[p.state()] = (short) p.depth();
        if (from < p.to() && keys[order[from]].length == p.depth()) {
            states.output(p.state(), order[from], p.depth());
            from++;
        } else {
            states.output[p.state()] = states.output[states.fail[p.state()]];
        }
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
        private int[] output = filled(1024);
        private short[] depth = new short[1024];
        private int[] afterBreak = new int[1024];
        private int[] outputs = new int[1024];
        private int count;

        void output(int state, int key, int length) {
            if (WIDTH * count == outputs.length) {
                outputs = Arrays.copyOf(outputs, outputs.length * 2);
            }
            outputs[WIDTH * count] = output[fail[state]];
            outputs[WIDTH * count + 1] = key;
            outputs[WIDTH * count + 2] = length;
            output[state] = count++;
        }

        void ensure(int state) {
            if (state >= fail.length) {
                int old = fail.length;
                int grown = Math.max(state + 1, old * 2);
                fail = Arrays.copyOf(fail, grown);
                output = Arrays.copyOf(output, grown);
                depth = Arrays.copyOf(depth, grown);
                afterBreak = Arrays.copyOf(afterBreak, grown);
                Arrays.fill(output, old, grown, NONE);
            }
        }

        private static int[] filled(int length) {
            int[] array = new int[length];
            Arrays.fill(array, NONE);
            return array;
        }
    }
}
