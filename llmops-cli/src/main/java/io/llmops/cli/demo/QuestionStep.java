package io.llmops.cli.demo;

import dev.langchain4j.exception.TimeoutException;
import io.llmops.api.eval.Example;
import io.llmops.api.knowledge.Answer;
import io.llmops.cli.console.AnswerText;
import io.llmops.core.scenario.Scenario;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Asks what the handbook can answer, and what it cannot. */
final class QuestionStep {

    private static final List<String> ASKED = List.of("en-02", "en-05", "en-10", "zh-07", "zh-10", "zh-12");
    private static final List<String> UNANSWERABLE = List.of("en-u2", "zh-u2");
    /** Questions whose passages hold words of words.txt. */
    private static final Map<Language, String> SENSITIVE = new EnumMap<>(Map.of(
            Language.ENGLISH,
            "What must not be discussed with customers or at trade fairs?",
            Language.CHINESE,
            "哪些内容不得在邮件、工单、聊天中提到？"));

    private final DemoContext context;

    QuestionStep(DemoContext context) {
        this.context = context;
    }

    void run() {
        context.title("Ask: scenario handbook-en and handbook-zh, prompt answer@production");
        ask(Handbook.QUESTIONS, ASKED);
        context.title("Ask what the handbook does not say");
        ask(Handbook.UNANSWERABLE, UNANSWERABLE);
        context.title(
                "Ask where a passage holds a sensitive word: it is masked on its way to the model, and its source is kept");
        SENSITIVE.forEach(this::ask);
    }

    private void ask(String file, List<String> ids) {
        List<Example> rows = context.rows(file);
        for (String id : ids) {
            rows.stream().filter(r -> r.id().equals(id)).forEach(this::ask);
        }
    }

    private void ask(Example row) {
        ask(Language.of(row.input().getOrDefault("language", "")), row.input().getOrDefault("question", ""));
    }

    private void ask(Language language, String question) {
        Scenario scenario = context.scenario("handbook-" + language.code(), language)
                .prompt(DemoPrompts.NAME + "@" + DemoPrompts.PRODUCTION)
                .build();
        context.out().println("Q: " + question);
        try {
            Answer answer = scenario.ask(question);
            context.out().print("A: ");
            AnswerText.print(context.out(), answer, context.mark());
        } catch (TimeoutException e) {
            context.out().println("A: (the model did not answer in time)");
        }
    }
}
