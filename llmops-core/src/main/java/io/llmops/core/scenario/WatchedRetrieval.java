package io.llmops.core.scenario;

import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Retrieval;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.api.observe.Stopwatch;
import io.llmops.core.context.CallScope;
import io.llmops.core.observe.Observers;
import java.util.List;

/** A question to a knowledge base, with the observers told of it. */
final class WatchedRetrieval {

    private WatchedRetrieval() {}

    static Retrieval retrieve(Observers observers, String scenario, Knowledge knowledge, KnowledgeQuery query) {
        Observation observation = observers.began(() -> Operation.of(
                Operation.Kind.RETRIEVAL,
                knowledge.name(),
                scenario,
                CallScope.current().context()));
        Stopwatch watch = Stopwatch.start();
        try {
            Retrieval found = open(observation, knowledge, query);
            observation.ended(Completion.of(watch.elapsed(), null, use(knowledge, found)));
            return found;
        } catch (RuntimeException | Error e) {
            observation.ended(Completion.of(watch.elapsed(), e.getClass().getSimpleName(), null));
            throw e;
        }
    }

    private static Retrieval open(Observation observation, Knowledge knowledge, KnowledgeQuery query) {
        Observation.Scope scope = observation.open();
        try {
            return knowledge.retrieve(query);
        } finally {
            scope.close();
        }
    }

    private static KnowledgeUse use(Knowledge knowledge, Retrieval found) {
        List<PassageUse> passages = found.passages().stream()
                .map(p -> new PassageUse(p.document(), p.id(), p.score(), false))
                .toList();
        return new KnowledgeUse(knowledge.name(), found.hit(), found.topScore(), passages);
    }
}
