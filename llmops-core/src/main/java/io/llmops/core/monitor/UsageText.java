package io.llmops.core.monitor;

import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A knowledge base's usage in a few aligned lines. */
final class UsageText {

    private static final int LISTED = 5;
    private static final String BARS = " ▁▂▃▄▅▆▇█";

    private UsageText() {}

    static String of(KnowledgeUsage usage) {
        StringBuilder out = new StringBuilder();
        out.append(usage.knowledge())
                .append(", ")
                .append(usage.from().truncatedTo(ChronoUnit.SECONDS))
                .append(" to ")
                .append(usage.to().truncatedTo(ChronoUnit.SECONDS))
                .append('\n');
        line(out, "hit rate", usage.hits().toString());
        line(out, "nothing found", usage.empty().toString());
        if (usage.relevance().questions() > 0) {
            line(out, "relevance", relevance(usage.relevance()));
        }
        usage.weeks().forEach(week -> line(out, "week " + week.monday(), week(week)));
        for (UnansweredQuestion question : usage.unanswered()
                .subList(0, Math.min(LISTED, usage.unanswered().size()))) {
            line(
                    out,
                    "unanswered",
                    question.times() + " x  " + question.question().orElse("call " + question.callId()) + "  (best "
                            + score(question.best()) + ")");
        }
        top(out, "most used", usage.documents(), PassageFigures::passages);
        top(out, "words from", usage.documents(), PassageFigures::words);
        top(out, "refused with", usage.documents(), PassageFigures::refusals);
        if (!usage.feedback().equals(FeedbackCounts.NONE)) {
            line(out, "feedback", usage.feedback().toString());
            top(out, "thumbs down", usage.documents(), f -> f.feedback().down());
        }
        if (usage.dropped() > 0) {
            line(out, "lost", usage.dropped() + " records: sums may lack as many calls");
        }
        return out.substring(0, out.length() - 1);
    }

    private static String relevance(Relevance relevance) {
        return "mean " + score(relevance.mean()) + ", median " + score(relevance.median()) + ", tenths 0 to 1: |"
                + bars(relevance.counts()) + "|";
    }

    private static String week(KnowledgeWeek week) {
        String drift = week.drift().isEmpty() ? "" : ", drift " + score(week.drift());
        if (week.drift().orElse(0) > Relevance.DRIFT_LARGE) {
            drift += " (large)";
        }
        return "hit " + week.hits() + ", relevance " + score(week.relevance().mean()) + drift;
    }

    private static String bars(List<Long> counts) {
        long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
        StringBuilder out = new StringBuilder();
        for (long count : counts) {
            int height = most == 0 ? 0 : (int) Math.ceil((double) count * (BARS.length() - 1) / most);
            out.append(BARS.charAt(height));
        }
        return out.toString();
    }

    private static void top(
            StringBuilder out, String name, Map<String, PassageFigures> documents, ToLongFunction<PassageFigures> by) {
        String listed = documents.entrySet().stream()
                .filter(e -> by.applyAsLong(e.getValue()) > 0)
                .sorted(Comparator.comparingLong((Map.Entry<String, PassageFigures> e) -> -by.applyAsLong(e.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .limit(LISTED)
                .map(e -> e.getKey() + " " + by.applyAsLong(e.getValue()))
                .collect(Collectors.joining(", "));
        if (!listed.isEmpty()) {
            line(out, name, listed);
        }
    }

    private static String score(OptionalDouble value) {
        return value.isEmpty() ? "unknown" : score(value.getAsDouble());
    }

    private static String score(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void line(StringBuilder out, String name, String text) {
        out.append(String.format("  %-17s %s\n", name, text));
    }
}
