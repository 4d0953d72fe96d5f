package io.llmops.core.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of words and phrases whose meaning for a question is known, from {@code phrases.txt}: those that carry
 * none, those that say what kind of answer is wanted, and words of the same meaning. Immutable.
 */
final class PhraseTable {

    private static final PhraseTable BUNDLED = load();

    private final Node root = new Node();

    /** What a phrase that begins at some token came to. */
    record Match(int length, List<String> meaning) {}

    private static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private @Nullable List<String> meaning;
    }

    static PhraseTable bundled() {
        return BUNDLED;
    }

    /** The longest phrase that begins at a token, or null. */
    @Nullable Match match(List<RawToken> tokens, int from) {
        Match longest = null;
        Node node = root;
        for (int i = from; i < tokens.size(); i++) {
            RawToken token = tokens.get(i);
            if (token.is(RawToken.Kind.NAME)) {
                break;
            }
            Node next = node.next.get(token.text());
            if (next == null) {
                next = node.next.get(EnglishStem.of(token.text()));
            }
            if (next == null) {
                break;
            }
            node = next;
            if (node.meaning != null) {
                longest = new Match(i - from + 1, node.meaning);
            }
        }
        return longest;
    }

    private void add(String phrase, List<String> meaning) {
        List<RawToken> tokens = Numerals.read(QuestionScanner.scan(phrase));
        Node node = root;
        for (RawToken token : tokens) {
            node = node.next.computeIfAbsent(token.text(), t -> new Node());
        }
        node.meaning = meaning;
        if (tokens.size() == 1) {
            Node stem = root.next.computeIfAbsent(EnglishStem.of(tokens.get(0).text()), t -> new Node());
            stem.meaning = stem.meaning == null ? meaning : stem.meaning;
        }
    }

    /** Each line: meaning, colon, phrases with commas between them. See the head of the file. */
    private static PhraseTable load() {
        PhraseTable table = new PhraseTable();
        try (InputStream in = PhraseTable.class.getResourceAsStream("phrases.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, "phrases.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(':');
                if (colon > 0 && !line.startsWith("#")) {
                    for (String phrase : line.substring(colon + 1).split(",", -1)) {
                        table.add(
                                phrase.strip(), meaning(line.substring(0, colon).strip()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("phrases.txt of llmops-core cannot be read", e);
        }
        return table;
    }

    private static List<String> meaning(String meaning) {
        return meaning.equals("nothing") ? List.of() : List.of(meaning.split("\\s+", -1));
    }
}
