package io.llmops.core.guard;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds all words of a list in one pass over a text, whose characters are folded in the same pass. Cost: linear in the
 * text. Source: A. Aho, M. Corasick, Efficient string matching, Communications of the ACM 18(6), 1975. Immutable.
 */
final class Automaton {

    /** Told of every occurrence, by the position of its end; of those with one end the longest first. */
    interface Sink {
        void found(int word, int end);
    }

    private static final int NONE = -1;

    private final char[] symbols;
    private final int[] base;
    private final int[] check;
    private final int[] fail;
    private final int[] wordAt;
    private final int[] reported;

    /** A state that is not done yet: its words are those from {@code from} to {@code to}, alike in {@code depth} symbols. */
    private record Pending(int state, int from, int to, int depth) {}

    /** For words that are distinct when folded and not empty; they are known by their index. */
    Automaton(List<String> words) {
        this.symbols = Alphabet.of(words);
        char[][] keys =
                words.stream().map(word -> Alphabet.encode(word, symbols)).toArray(char[][]::new);
        Integer[] order = new Integer[keys.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(i -> keys[i], Arrays::compare));
        DoubleArray trie = new DoubleArray();
        States states = new States();
        ArrayDeque<Pending> queue = new ArrayDeque<>();
        queue.add(new Pending(DoubleArray.ROOT, 0, keys.length, 0));
        for (Pending p = queue.poll(); p != null; p = queue.poll()) {
            children(p, keys, order, trie, states, queue);
        }
        this.base = trie.base();
        this.check = trie.check(Alphabet.size(symbols));
        this.fail = Arrays.copyOf(states.fail, base.length);
        this.wordAt = Arrays.copyOf(states.word, base.length);
        this.reported = Arrays.copyOf(states.reported, base.length);
    }

    /** Reports every occurrence of every word. */
    void scan(String text, Sink sink) {
        int state = DoubleArray.ROOT;
        for (int i = 0; i < text.length(); i++) {
            int symbol = symbols[text.charAt(i)];
            if (symbol == 0) {
                state = DoubleArray.ROOT;
                continue;
            }
            int next = base[state] + symbol;
            while (check[next] != state && state != DoubleArray.ROOT) {
                state = fail[state];
                next = base[state] + symbol;
            }
            state = check[next] == state ? next : DoubleArray.ROOT;
            for (int s = reported[state]; s != NONE; s = reported[fail[s]]) {
                sink.found(wordAt[s], i + 1);
            }
        }
    }

    /** Makes the children of a state; its fail state is shallower and therefore complete. */
    private static void children(
            Pending p, char[][] keys, Integer[] order, DoubleArray trie, States states, ArrayDeque<Pending> queue) {
        int from = p.from();
        if (from < p.to() && keys[order[from]].length == p.depth()) {
            states.word[p.state()] = order[from];
            from++;
        }
        states.reported[p.state()] =
                states.word[p.state()] != NONE ? p.state() : states.reported[states.fail[p.state()]];
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
        while (state != DoubleArray.ROOT) {
            state = states.fail[state];
            int child = trie.child(state, symbol);
            if (child != NONE) {
                return child;
            }
        }
        return DoubleArray.ROOT;
    }

    /** What is known of each state while the automaton is built. */
    private static final class States {
        private int[] fail = new int[1024];
        private int[] word = filled(1024);
        private int[] reported = filled(1024);

        void ensure(int state) {
            if (state >= fail.length) {
                int old = fail.length;
                int grown = Math.max(state + 1, old * 2);
                fail = Arrays.copyOf(fail, grown);
                word = Arrays.copyOf(word, grown);
                reported = Arrays.copyOf(reported, grown);
                Arrays.fill(word, old, grown, NONE);
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
