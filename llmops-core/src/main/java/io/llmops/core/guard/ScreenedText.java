package io.llmops.core.guard;

import io.llmops.core.guard.SensitiveWords.Action;
import io.llmops.core.guard.SensitiveWords.Match;
import java.util.List;

/**
 * A text after a search for sensitive words.
 *
 * @param text masked and replaced as the matches' actions say; where one is to be refused, what is before it
 * @param matches what was found, from left to right; positions are those of the text as it was given
 */
public record ScreenedText(String text, List<Match> matches) {

    /** Copies the list. */
    public ScreenedText {
        matches = List.copyOf(matches);
    }

    /** Whether a match is to be refused. */
    public boolean refused() {
        return matches.stream().anyMatch(m -> m.action() == Action.REFUSE);
    }

    /** The categories of the matches that are to be refused, sorted. */
    public List<String> refusedCategories() {
        return matches.stream()
                .filter(m -> m.action() == Action.REFUSE)
                .map(Match::category)
                .distinct()
                .sorted()
                .toList();
    }
}
