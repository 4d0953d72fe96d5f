package io.llmops.core.scenario;

import io.llmops.api.knowledge.Passage;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.ledger.WordMatch.Origin;
import io.llmops.core.guard.ScreenedText;
import io.llmops.core.guard.SensitiveWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for sensitive words in a question and its passages, and remembers where each came from. Used once, by one thread. */
final class AskGuard {

    private final Optional<SensitiveWords> words;
    private final List<WordMatch> matches = new ArrayList<>();

    AskGuard(Optional<SensitiveWords> words) {
        this.words = words;
    }

    /** The question as it may go on; empty if it must not. */
    Optional<String> question(String question) {
        return words.isEmpty() ? Optional.of(question) : clean(question, WordMatch.Stage.INPUT, null, words.get());
    }

    /** The passages as they may go on; where the action is to refuse, those with a word are left out. */
    List<Passage> passages(List<Passage> passages) {
        if (words.isEmpty()) {
            return passages;
        }
        List<Passage> clean = new ArrayList<>();
        for (Passage p : passages) {
            clean(p.text(), WordMatch.Stage.PASSAGE, new Origin(p.document(), p.id()), words.get())
                    .ifPresent(text -> clean.add(
                            text.equals(p.text())
                                    ? p
                                    : new Passage(p.id(), p.document(), p.title(), text, p.score(), p.metadata())));
        }
        return clean;
    }

    /** Words found so far. */
    List<WordMatch> matches() {
        return List.copyOf(matches);
    }

    private Optional<String> clean(String text, WordMatch.Stage stage, @Nullable Origin origin, SensitiveWords words) {
        ScreenedText screened = words.screen(text);
        for (SensitiveWords.Match m : screened.matches()) {
            matches.add(new WordMatch(m.word(), m.category(), m.severity(), stage, origin, m.start()));
        }
        return screened.refused() ? Optional.empty() : Optional.of(screened.text());
    }
}
