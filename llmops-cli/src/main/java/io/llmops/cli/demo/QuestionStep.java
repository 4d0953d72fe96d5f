package io.llmops.cli.demo;

import io.llmops.api.eval.Example;
import io.llmops.api.knowledge.Answer;
import io.llmops.cli.AnswerText;
import io.llmops.core.scenario.Scenario;
import io.llmops.eval.dataset.Datasets;
import java.util.List;

/** Asks what the handbook can answer, and what it cannot. */
final class QuestionStep {

    private static final List<String> ASKED = List.of("en-03", "en-08", "zh-05", "zh-09");
    private static final List<String> UNANSWERABLE = List.of("en-u2", "zh-u2");

    private final DemoContext context;

    QuestionStep(DemoContext context) {
        this.context = context;
    }

    void run() {
        context.title("Ask: scenario handbook-en and handbook-zh, prompt answer@production");
        ask("questions.csv", ASKED);
        context.title("Ask what the handbook does not say");
        ask("unanswerable.csv", UNANSWERABLE);
    }

    private void ask(String file, List<String> ids) {
        List<Example> rows = Datasets.csv(context.handbook().resolve(file)).examples();
        for (String id : ids) {
            rows.stream().filter(r -> r.id().equals(id)).forEach(this::ask);
        }
    }

    private void ask(Example row) {
        Language language = Language.of(row.input().getOrDefault("language", ""));
        Scenario scenario = context.scenario("handbook-" + language.code(), language)
                .prompt(DemoPrompts.NAME + "@" + DemoPrompts.PRODUCTION)
                .build();
        String question = row.input().getOrDefault("question", "");
        context.out().println("Q: " + question);
        Answer answer = scenario.ask(question);
        context.out().print("A: ");
        AnswerText.print(context.out(), answer, context.mark());
    }
}
