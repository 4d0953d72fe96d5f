package io.llmops.rag.quality;

import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.knowledge.Retrieval;
import io.llmops.core.ledger.Share;
import io.llmops.rag.KnowledgeBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a knowledge base found for a set of questions. */
final class Asked {

    private static final List<Integer> DEPTHS = List.of(1, 3, 5, 10);
    private static final int DEEPEST = 10;

    private final List<String> missed = new ArrayList<>();
    private final Set<String> found = new TreeSet<>();
    private final long[] hits = new long[DEPTHS.size()];
    private long judged;
    private long answered;
    private long asked;

    private Asked() {}

    static Asked of(KnowledgeBase knowledge, List<KnowledgeCheck.Question> questions) {
        Asked asked = new Asked();
        for (KnowledgeCheck.Question question : questions) {
            asked.add(
                    question,
                    knowledge.retrieve(KnowledgeQuery.of(question.text()).top(DEEPEST)));
        }
        return asked;
    }

    private void add(KnowledgeCheck.Question question, Retrieval retrieval) {
        asked++;
        answered += retrieval.hit() ? 1 : 0;
        List<String> documents =
                retrieval.passages().stream().map(Passage::document).toList();
        found.addAll(documents);
        if (question.documents().isEmpty()) {
            return;
        }
        judged++;
        int rank = rank(documents, question.documents());
        for (int i = 0; i < DEPTHS.size(); i++) {
            hits[i] += rank < DEPTHS.get(i) ? 1 : 0;
        }
        if (rank >= DEEPEST) {
            missed.add(question.text());
        }
    }

    /** From 0; beyond every depth where none of the documents is there. */
    private static int rank(List<String> documents, Set<String> wanted) {
        for (int i = 0; i < documents.size(); i++) {
            if (wanted.contains(documents.get(i))) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    SortedMap<Integer, Share> hitAt() {
        SortedMap<Integer, Share> out = new TreeMap<>();
        for (int i = 0; i < DEPTHS.size(); i++) {
            out.put(DEPTHS.get(i), new Share(hits[i], judged));
        }
        return out;
    }

    Share answered() {
        return new Share(answered, asked);
    }

    List<String> missed() {
        return missed;
    }

    Set<String> found() {
        return found;
    }
}
