package io.llmops.core.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of a lexicon, ready to be looked for. Immutable. */
final class WordList {

    /** A word in one of its spellings. */
    record Spelled(Entry entry, Spelling spelling) {}

    final Alphabet alphabet;
    final Automaton automaton;
    private final List<Spelled[]> byKey;
    private final int size;

    /** For words that differ in their spelling. */
    WordList(List<Entry> entries) {
        Map<String, List<Spelled>> keys = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Spelling spelling = Spelling.of(entry.word());
            add(keys, entry, spelling);
            Spelling joined = spelling.joined();
            if (joined != spelling) {
                add(keys, entry, joined);
            }
        }
        this.size = (int) entries.stream().filter(e -> !e.allowed()).count();
        this.byKey =
                keys.values().stream().map(same -> same.toArray(Spelled[]::new)).toList();
        this.alphabet = new Alphabet(keys.keySet());
        this.automaton = new Automaton(List.copyOf(keys.keySet()), alphabet);
    }

    private static void add(Map<String, List<Spelled>> keys, Entry entry, Spelling spelling) {
        keys.computeIfAbsent(spelling.key(), k -> new ArrayList<>(1)).add(new Spelled(entry, spelling));
    }

    /** How many words there are, allowed ones left out. */
    int size() {
        return size;
    }

    /** The words with that key. */
    Spelled[] words(int key) {
        return byKey.get(key);
    }

    /** What counts of a whole text, from left to right. */
    List<Occurrences.Occurrence> find(String text) {
        List<Occurrences.Occurrence> found = new ArrayList<>();
        Occurrences occurrences = new Occurrences(found::add);
        new Scan(this, text, 0, true, occurrences).run();
        occurrences.decide(Integer.MAX_VALUE);
        return found;
    }
}
