package io.llmops.core.ledger;

import io.llmops.core.text.TextTable;
import java.util.List;

/**
 * Questions that were answered twice or more with answers that differ.
 *
 * @param questions the most frequent first
 * @param dropped records of that time that were lost on their way to the ledger, which these may lack
 */
public record RepeatedQuestions(List<RepeatedQuestion> questions, long dropped) {

    /** Copies the list. */
    public RepeatedQuestions {
        questions = List.copyOf(questions);
    }

    /** A table for people. */
    @Override
    public String toString() {
        if (questions.isEmpty()) {
            return "no question was answered twice in different words\n" + lost();
        }
        TextTable table = new TextTable(List.of("scenario", "question", "answered", "answers", "last asked"), 2);
        questions.forEach(q -> table.row(List.of(
                q.scenario(),
                q.fingerprint(),
                Words.count(q.times()),
                Words.count(q.answers()),
                q.lastAsked().toString())));
        return table + lost();
    }

    private String lost() {
        return dropped == 0 ? "" : "lost: " + Words.lost(dropped) + "\n";
    }
}
