package io.llmops.core.ledger;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.Outcome;
import io.llmops.core.io.OneLine;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A report in a few aligned lines. */
final class ReportText {

    private static final int MAX_DOCUMENTS = 3;

    private final ScenarioReport report;
    private final StringBuilder out = new StringBuilder();

    private ReportText(ScenarioReport report) {
        this.report = report;
    }

    static String of(ScenarioReport report) {
        return new ReportText(report).text();
    }

    private String text() {
        out.append(report.scenario())
                .append(", ")
                .append(report.from().truncatedTo(ChronoUnit.SECONDS))
                .append(" to ")
                .append(report.to().truncatedTo(ChronoUnit.SECONDS))
                .append('\n');
        calls();
        if (report.calls(CallKind.EMBEDDING) > 0) {
            line(
                    "embeddings",
                    Words.count(report.calls(CallKind.EMBEDDING)) + " calls, tokens " + report.embeddingTokens());
        }
        line("tokens", report.tokens().toString());
        line("cost", report.cost().toString());
        line("latency", report.latency().toString());
        if (report.timeToFirstToken().p50().isPresent()) {
            line("first token", report.timeToFirstToken().toString());
        }
        knowledge(report.knowledge());
        words(report.words());
        if (report.dropped() > 0) {
            line("lost", Words.lost(report.dropped()));
        }
        return out.substring(0, out.length() - 1);
    }

    private void calls() {
        Map<String, Long> ends = new LinkedHashMap<>();
        ends.put("answered", report.answered());
        ends.put("from cache", report.outcome(Outcome.CACHED));
        ends.put("not in knowledge", report.outcome(Outcome.NOT_IN_KNOWLEDGE));
        ends.put("refused by budget", report.outcome(Outcome.REFUSED_BUDGET));
        ends.put("refused by rate limit", report.outcome(Outcome.REFUSED_RATE));
        ends.put("refused by guard", report.outcome(Outcome.REFUSED_GUARD));
        ends.put("cancelled", report.outcome(Outcome.CANCELLED));
        ends.put("failed", report.outcome(Outcome.ERROR));
        StringBuilder calls = new StringBuilder(Words.count(report.calls()));
        calls.append(" (").append(Words.count(report.calls(CallKind.STREAM))).append(" streamed)");
        ends.forEach((name, count) -> {
            if (count > 0) {
                calls.append(", ").append(Words.count(count)).append(' ').append(name);
            }
        });
        line("calls", calls.toString());
        if (!report.errors().isEmpty()) {
            line("errors", Words.counts(report.errors()));
        }
    }

    private void knowledge(KnowledgeReport knowledge) {
        if (knowledge.questions() > 0) {
            line("knowledge", "hit " + knowledge.hits() + ", cited " + knowledge.cited());
            line(
                    "relevance",
                    "mean " + Words.score(knowledge.meanRelevance()) + ", median "
                            + Words.score(knowledge.medianRelevance()));
        }
    }

    private void words(WordReport words) {
        if (words.matches() == 0) {
            return;
        }
        line("words", "hit " + words.calls() + "; " + Words.counts(words.byCategory()));
        line("", "found in " + Words.counts(words.byStage()));
        words.byDocument().keySet().stream()
                .limit(MAX_DOCUMENTS)
                .forEach(document -> line("", words.through(document) + " came in through " + document));
    }

    private void line(String name, String value) {
        out.append("  ").append(name).append(" ".repeat(Math.max(1, 12 - name.length())));
        out.append(OneLine.of(value)).append('\n');
    }
}
