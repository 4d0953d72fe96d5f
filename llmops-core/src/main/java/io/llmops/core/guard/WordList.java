package io.llmops.core.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of a lexicon, ready to be looked for. Immutable. */
final class WordList {

    /** The automaton's note of a key that needs a closer look wherever it is found. */
    static final int NOT_PLAIN = -1;

    /** A word, by its number, in one of its spellings. */
    record Spelled(int entry, Spelling spelling) {}

    final Alphabet alphabet;
    final Automaton automaton;
    private final List<Entry> entries;
    private final List<Spelled[]> byKey;

    /** For words that differ in their spelling. */
    WordList(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        Map<String, List<Spelled>> keys = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            Spelling spelling = Spelling.of(entries.get(i).word());
            add(keys, i, spelling);
            if (spelling.isBroken()) {
                add(keys, i, spelling.joined());
            }
        }
        this.byKey =
                keys.values().stream().map(same -> same.toArray(Spelled[]::new)).toList();
        int[] plain = byKey.stream().mapToInt(this::plain).toArray();
        this.alphabet = new Alphabet(keys.keySet());
        this.automaton = new Automaton(List.copyOf(keys.keySet()), plain, alphabet);
    }

    /** The only word of a key, where no letter of it is doubled. */
    private int plain(Spelled[] words) {
        return words.length == 1
                        && !words[0].spelling().doubled()
                        && !entry(words[0].entry()).allowed()
                ? words[0].entry()
                : NOT_PLAIN;
    }

    private static void add(Map<String, List<Spelled>> keys, int entry, Spelling spelling) {
        keys.computeIfAbsent(spelling.key(), k -> new ArrayList<>(1)).add(new Spelled(entry, spelling));
    }

    /** How many words there are, allowed ones left out. */
    int size() {
        return (int) entries.stream().filter(e -> !e.allowed()).count();
    }

    /** A word by its number. */
    Entry entry(int number) {
        return entries.get(number);
    }

    /** The words with that key. */
    Spelled[] words(int key) {
        return byKey.get(key);
    }

    /** Tells what counts of a whole text, from left to right. */
    void find(String text, Occurrences.Sink sink) {
        Occurrences occurrences = new Occurrences(sink);
        new Scan(this, text.toCharArray(), 0, true, occurrences).run();
        occurrences.decide(Integer.MAX_VALUE);
    }
}
