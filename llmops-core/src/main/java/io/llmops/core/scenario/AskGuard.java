package io.llmops.core.scenario;

import io.llmops.api.knowledge.Passage;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.ledger.WordMatch.Origin;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.GuardHit;
import io.llmops.core.guard.Guards;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Guards a question and its passages, and remembers where each find came from. Used once, by one thread. */
final class AskGuard {

    private final Guards guards;
    private final GuardContext context;
    private final List<WordMatch> matches = new ArrayList<>();

    AskGuard(Guards guards, GuardContext context) {
        this.guards = guards;
        this.context = context;
    }

    /** The question as it may go on; empty if it must not. */
    Optional<String> question(String question) {
        return clean(question, context, null);
    }

    /** The passages as they may go on, without those that must not. */
    List<Passage> passages(List<Passage> passages) {
        if (guards.isEmpty()) {
            return passages;
        }
        GuardContext place = context.at(WordMatch.Stage.PASSAGE);
        List<Passage> clean = new ArrayList<>();
        for (Passage p : passages) {
            Origin origin = new Origin(p.document(), p.id());
            Optional<String> title = clean(p.title(), place, origin);
            Optional<String> text = clean(p.text(), place, origin);
            if (title.isPresent() && text.isPresent()) {
                boolean same = title.get().equals(p.title()) && text.get().equals(p.text());
                clean.add(
                        same ? p : new Passage(p.id(), p.document(), title.get(), text.get(), p.score(), p.metadata()));
            }
        }
        return clean;
    }

    /** What was found so far. */
    List<WordMatch> matches() {
        return List.copyOf(matches);
    }

    private Optional<String> clean(String text, GuardContext place, @Nullable Origin origin) {
        Guards.Checked checked = guards.check(text, place);
        for (GuardHit hit : checked.hits()) {
            matches.add(hit.at(place.stage(), origin));
        }
        return checked.refusal().isPresent() ? Optional.empty() : Optional.of(checked.text());
    }
}
