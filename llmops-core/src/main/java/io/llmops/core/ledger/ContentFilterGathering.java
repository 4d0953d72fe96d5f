package io.llmops.core.ledger;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.PassageUse;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes records one after the other and counts refusals by document. */
final class ContentFilterGathering {

    /** Quantile of the normal distribution for an interval of 95 %. */
    private static final double Z = 1.959964;

    private final Map<String, long[]> documents = new HashMap<>();
    private long refused;
    private long calls;

    void add(CallRecord record) {
        if (!record.kind().isChat()) {
            return;
        }
        boolean filtered =
                record.errorClass().filter(ErrorClass.CONTENT_FILTER::equals).isPresent();
        calls++;
        refused += filtered ? 1 : 0;
        record.knowledge().ifPresent(use -> {
            Set<String> once = new HashSet<>();
            for (PassageUse passage : use.passages()) {
                if (once.add(passage.document())) {
                    long[] counts = documents.computeIfAbsent(passage.document(), d -> new long[2]);
                    counts[0] += filtered ? 1 : 0;
                    counts[1]++;
                }
            }
        });
    }

    ContentFilterReport report(long dropped) {
        List<ContentFilterReport.DocumentRefusals> sorted = documents.entrySet().stream()
                .filter(e -> e.getValue()[0] > 0)
                .map(e -> new ContentFilterReport.DocumentRefusals(
                        e.getKey(), new Share(e.getValue()[0], e.getValue()[1])))
                .sorted(Comparator.<ContentFilterReport.DocumentRefusals>comparingDouble(d -> -atLeast(d.refused()))
                        .thenComparing(ContentFilterReport.DocumentRefusals::document))
                .toList();
        return new ContentFilterReport(new Share(refused, calls), sorted, dropped);
    }

    /** Lower end of the score interval; Wilson, "Probable inference", JASA 22 (1927). */
    private static double atLeast(Share share) {
        double n = share.of();
        double p = share.part() / n;
        double centre = p + Z * Z / (2 * n);
        double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return (centre - half) / (1 + Z * Z / n);
    }
}
