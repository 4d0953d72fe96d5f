package io.llmops.rag.retrieve;

import io.llmops.rag.index.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reciprocal rank fusion: a hit's weight is the sum of 1 / (60 + rank) over the rankings that hold it (Cormack, Clarke
 * and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009).
 */
final class RankFusion {

    private static final int K = 60;

    private RankFusion() {}

    /** Every hit once, heaviest first; of equals, the one that an earlier ranking holds. */
    static List<Hit> fuse(List<List<Hit>> rankings) {
        Map<String, Hit> hits = new LinkedHashMap<>();
        Map<String, Double> weights = new HashMap<>();
        for (List<Hit> ranking : rankings) {
            for (int i = 0; i < ranking.size(); i++) {
                Hit hit = ranking.get(i);
                hits.putIfAbsent(hit.id(), hit);
                weights.merge(hit.id(), 1.0 / (K + i + 1), Double::sum);
            }
        }
        List<Hit> fused = new ArrayList<>(hits.values());
        fused.sort(Comparator.comparingDouble((Hit hit) -> weights.getOrDefault(hit.id(), 0.0))
                .reversed());
        return fused;
    }
}
