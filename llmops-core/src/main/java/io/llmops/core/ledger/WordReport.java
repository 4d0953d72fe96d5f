package io.llmops.core.ledger;

import io.llmops.api.ledger.WordMatch;
import java.util.Map;
import java.util.SortedMap;

/**
 * Sensitive words of a scenario: how often, which kind, and where they come from. Maps are unmodifiable.
 *
 * @param calls chats with at least one match, of all chats
 * @param matches how many matches there are in all
 * @param byCategory matches by category, the most frequent first
 * @param byStage matches by stage
 * @param byDocument matches that a document brought in, by its id, the most frequent first
 */
public record WordReport(
        Share calls,
        long matches,
        Map<String, Long> byCategory,
        SortedMap<WordMatch.Stage, Long> byStage,
        Map<String, Long> byDocument) {

    /** The matches that came in through one document, of all matches. */
    public Share through(String document) {
        return new Share(byDocument.getOrDefault(document, 0L), matches);
    }
}
