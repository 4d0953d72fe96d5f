package io.llmops.core.guard.injection;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a text has the phrases of the signals: all of them found in one pass. Used for one text. */
final class Phrases {

    private static final Map<Character, List<Phrase>> BY_FIRST = byFirst();

    private final Words words;
    private final Map<Signal, List<Stretch>> firsts = new EnumMap<>(Signal.class);
    private final Map<Signal, BitSet> seconds = new EnumMap<>(Signal.class);

    /** A phrase of a signal; one for the start of a line begins with the white space before it. */
    private record Phrase(String text, boolean startsLine, Signal signal, boolean first) {}

    private record Stretch(int start, int end) {}

    Phrases(Words words) {
        this.words = words;
        for (Signal signal : Signal.values()) {
            firsts.put(signal, new ArrayList<>());
            seconds.put(signal, new BitSet());
        }
        for (int at = 0; at < words.length(); at++) {
            List<Phrase> candidates = BY_FIRST.get(words.at(at));
            if (candidates != null && !words.isWithin(at)) {
                for (Phrase phrase : candidates) {
                    if (words.has(phrase.text(), at) && (!phrase.startsLine() || words.isLineStart(at))) {
                        found(phrase, at);
                    }
                }
            }
        }
    }

    private void found(Phrase phrase, int at) {
        if (phrase.first()) {
            firsts.getOrDefault(phrase.signal(), List.of())
                    .add(new Stretch(at, at + phrase.text().length()));
        } else {
            seconds.getOrDefault(phrase.signal(), new BitSet()).set(at);
        }
    }

    /** Where the text first has a signal, or -1. */
    int find(Signal signal) {
        SignalPhrases phrases = SignalPhrases.of(signal);
        BitSet places = seconds.getOrDefault(signal, new BitSet());
        for (Stretch first : firsts.getOrDefault(signal, List.of())) {
            if (phrases.seconds().isEmpty()) {
                return first.start();
            }
            int next = places.nextSetBit(first.end());
            if (next < 0) {
                return -1;
            }
            if (next - first.end() < phrases.reach() && words.isOneSentence(first.end(), next)) {
                return first.start();
            }
        }
        return -1;
    }

    private static Map<Character, List<Phrase>> byFirst() {
        Map<Character, List<Phrase>> phrases = new HashMap<>();
        for (Signal signal : Signal.values()) {
            SignalPhrases of = SignalPhrases.of(signal);
            of.firsts().forEach(text -> add(phrases, text, signal, true));
            of.seconds().forEach(text -> add(phrases, text, signal, false));
        }
        return phrases;
    }

    private static void add(Map<Character, List<Phrase>> phrases, String text, Signal signal, boolean first) {
        boolean startsLine = text.charAt(0) == '\n';
        String wanted = startsLine ? ' ' + text.substring(1) : text;
        phrases.computeIfAbsent(wanted.charAt(0), c -> new ArrayList<>())
                .add(new Phrase(wanted, startsLine, signal, first));
    }
}
