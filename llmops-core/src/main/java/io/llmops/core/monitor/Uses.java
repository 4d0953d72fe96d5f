package io.llmops.core.monitor;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.Feedback;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.ledger.WordMatch;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes calls and what people said of them, and tells it by document and by chunk. */
final class Uses {

    private final Map<String, Figures> documents = new TreeMap<>();
    private final Map<String, Figures> chunks = new TreeMap<>();
    private final Map<String, List<PassageUse>> calls = new HashMap<>();
    private FeedbackCounts feedback = FeedbackCounts.NONE;
    private long wordMatches;

    private static final class Figures {
        private long passages;
        private long cited;
        private double scores;
        private long words;
        private long refusals;
        private FeedbackCounts feedback = FeedbackCounts.NONE;

        private PassageFigures toFigures() {
            return new PassageFigures(
                    passages, cited, passages == 0 ? 0 : scores / passages, words, refusals, feedback);
        }
    }

    void add(CallRecord record, KnowledgeUse use) {
        boolean refused =
                record.errorClass().filter(ErrorClass.CONTENT_FILTER::equals).isPresent();
        Set<String> seen = new HashSet<>();
        for (PassageUse passage : use.passages()) {
            Figures document = document(passage.document());
            add(document, passage);
            Figures chunk = chunk(passage.chunk());
            add(chunk, passage);
            if (refused) {
                chunk.refusals++;
                document.refusals += seen.add(passage.document()) ? 1 : 0;
            }
        }
        addWords(record.wordMatches());
        calls.put(record.id(), use.passages());
    }

    void addIngested(CallRecord record, String knowledge) {
        if (record.kind() == CallKind.INGEST && record.scenario().equals(knowledge)) {
            addWords(record.wordMatches());
        }
    }

    void add(Feedback said) {
        List<PassageUse> passages = calls.get(said.callId());
        if (passages == null) {
            return;
        }
        FeedbackCounts one =
                switch (said.kind()) {
                    case UP -> new FeedbackCounts(1, 0, 0);
                    case DOWN -> new FeedbackCounts(0, 1, 0);
                    case CLICK -> new FeedbackCounts(0, 0, 1);
                };
        feedback = feedback.plus(one);
        Set<String> seen = new HashSet<>();
        for (PassageUse passage : passages) {
            if (said.about().isEmpty() || said.about().get().equals(passage.chunk())) {
                Figures chunk = chunk(passage.chunk());
                chunk.feedback = chunk.feedback.plus(one);
                if (seen.add(passage.document())) {
                    Figures document = document(passage.document());
                    document.feedback = document.feedback.plus(one);
                }
            }
        }
    }

    FeedbackCounts feedback() {
        return feedback;
    }

    long wordMatches() {
        return wordMatches;
    }

    Map<String, PassageFigures> documents() {
        return figures(documents);
    }

    Map<String, PassageFigures> chunks() {
        return figures(chunks);
    }

    private static void add(Figures figures, PassageUse passage) {
        figures.passages++;
        figures.cited += passage.cited() ? 1 : 0;
        figures.scores += passage.score();
    }

    private void addWords(List<WordMatch> matches) {
        for (WordMatch match : matches) {
            match.source().ifPresent(id -> {
                wordMatches++;
                document(id).words++;
            });
            match.chunk().ifPresent(id -> chunk(id).words++);
        }
    }

    private Figures document(String id) {
        return documents.computeIfAbsent(id, key -> new Figures());
    }

    private Figures chunk(String id) {
        return chunks.computeIfAbsent(id, key -> new Figures());
    }

    private static Map<String, PassageFigures> figures(Map<String, Figures> figures) {
        Map<String, PassageFigures> out = new TreeMap<>();
        figures.forEach((id, f) -> out.put(id, f.toFigures()));
        return Collections.unmodifiableMap(out);
    }
}
