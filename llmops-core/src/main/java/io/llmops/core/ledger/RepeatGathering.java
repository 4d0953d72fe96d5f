package io.llmops.core.ledger;

import io.llmops.api.ledger.CallRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes records one after the other and finds questions with differing answers. */
final class RepeatGathering {

    private final Map<Key, Asked> questions = new HashMap<>();

    private record Key(String scenario, Optional<String> tenant, String fingerprint) {}

    private static final class Asked {
        private final Set<String> answers = new HashSet<>(2);
        private final List<String> calls = new ArrayList<>(1);
        private long times;
        private Instant last = Instant.MIN;

        void add(CallRecord record, String answer) {
            times++;
            answers.add(answer);
            last = record.startedAt();
            if (calls.size() < RepeatedQuestion.MAX_CALLS) {
                calls.add(record.id());
            }
        }
    }

    void add(CallRecord record) {
        if (record.questionFingerprint().isPresent()
                && record.answerFingerprint().isPresent()) {
            Key key = new Key(
                    record.scenario(),
                    record.context().tenant(),
                    record.questionFingerprint().get());
            questions
                    .computeIfAbsent(key, k -> new Asked())
                    .add(record, record.answerFingerprint().get());
        }
    }

    List<RepeatedQuestion> report() {
        return questions.entrySet().stream()
                .filter(e -> e.getValue().answers.size() > 1)
                .map(e -> new RepeatedQuestion(
                        e.getKey().scenario(),
                        e.getKey().fingerprint(),
                        e.getValue().times,
                        e.getValue().answers.size(),
                        e.getValue().last,
                        e.getValue().calls))
                .sorted(Comparator.comparingLong(RepeatedQuestion::times)
                        .reversed()
                        .thenComparing(RepeatedQuestion::scenario)
                        .thenComparing(RepeatedQuestion::fingerprint))
                .toList();
    }
}
