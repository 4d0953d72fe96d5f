package io.llmops.cli.demo;

import static java.util.Objects.requireNonNull;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.eval.Output;
import io.llmops.api.knowledge.Answer;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.core.scenario.Scenario;
import io.llmops.eval.dataset.Datasets;
import io.llmops.eval.experiment.Comparison;
import io.llmops.eval.experiment.Experiment;
import io.llmops.eval.experiment.Subject;
import io.llmops.eval.experiment.Verdict;
import io.llmops.eval.metric.TextMetrics;
import io.llmops.rag.retrieve.RetrievalMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Backtests two versions of the scenario (instructions and retrieval settings) over varied rows with known answers. */
final class BacktestStep {

    private static final Map<Language, List<String>> OPENINGS = Map.of(
            Language.ENGLISH, List.of("", "Quick question: ", "Hello, I am new here. "),
            Language.CHINESE, List.of("", "请问，", "您好，我是新来的。"));
    private static final int SEED = 7;
    private static final double KEYWORD_THRESHOLD = 0.1;
    private static final int NARROW = 1;
    private static final int WIDE = 5;

    private final DemoContext context;

    BacktestStep(DemoContext context) {
        this.context = context;
    }

    void run() {
        Dataset rows = rows();
        context.title(
                "Backtest: version 1 (one passage by keywords, one sentence) against version 2 (five by hybrid search, two)");
        context.out()
                .println(
                        rows.examples().size()
                                + " rows, sampled from every question with every opening; good = the known answer stands in the output");
        Comparison comparison = Experiment.builder()
                .name("demo")
                .dataset(rows)
                .subject(
                        "answer@1",
                        subject(
                                1,
                                language -> context.knowledge(language).mode(RetrievalMode.KEYWORD, KEYWORD_THRESHOLD),
                                NARROW))
                .subject("answer@2", subject(2, context::knowledge, WIDE))
                .metric(TextMetrics.contains())
                .store(context.ops().experiments())
                .clock(context.ops().clock())
                .run()
                .compare("answer@1", "answer@2");
        for (String version : List.of("answer@1", "answer@2")) {
            context.out().println("    " + comparison.of(version) + context.mark());
        }
        context.out().println("    " + comparison + context.mark());
        context.out()
                .println("    " + words(comparison.verdict()) + "; expected before the run: version 2 is better"
                        + context.mark());
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case FIRST_BETTER -> "Version 1 is better";
            case SECOND_BETTER -> "Version 2 is better";
            case NO_DIFFERENCE -> "These rows show no difference";
        };
    }

    private Subject subject(int version, Function<Language, Knowledge> knowledge, int top) {
        Map<Language, Scenario> scenarios = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            scenarios.put(
                    language,
                    context.scenario("backtest-" + language.code(), language)
                            .knowledge(knowledge.apply(language))
                            .prompt(DemoPrompts.NAME + "@" + version)
                            .top(top)
                            .build());
        }
        return row -> {
            Instant start = context.ops().clock().instant();
            Scenario scenario =
                    requireNonNull(scenarios.get(Language.of(row.input().getOrDefault("language", ""))));
            Answer answer = scenario.ask(
                    row.input().getOrDefault("opening", "") + row.input().getOrDefault("question", ""));
            return new Output(
                    answer.text(),
                    answer.answered(),
                    answer.passages(),
                    answer.usage(),
                    Duration.between(start, context.ops().clock().instant()));
        };
    }

    /** Every question with one of the openings in which people ask; the known answer is the question's. */
    private Dataset rows() {
        Map<String, Example> known = new HashMap<>();
        Map<Language, List<String>> questions = new EnumMap<>(Language.class);
        for (Example row : context.rows(Handbook.QUESTIONS)) {
            String question = row.input().getOrDefault("question", "");
            known.put(question, row);
            questions
                    .computeIfAbsent(Language.of(row.input().getOrDefault("language", "")), l -> new ArrayList<>())
                    .add(question);
        }
        List<Example> rows = new ArrayList<>();
        questions.forEach((language, asked) -> {
            Dataset varied = Dataset.vary("question", asked)
                    .vary("opening", OPENINGS.getOrDefault(language, List.of("")))
                    .sampled(context.rows())
                    .seed(SEED);
            for (Example row : varied.examples()) {
                Example answer = known.get(row.input().get("question"));
                Map<String, String> input = new HashMap<>(row.input());
                input.put("language", language.code());
                rows.add(new Example(
                        row.id(),
                        input,
                        answer == null ? null : answer.expected(),
                        answer == null ? "" : answer.task()));
            }
        });
        return Datasets.of(rows);
    }
}
