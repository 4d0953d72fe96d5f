package io.llmops.samples;

import io.llmops.LlmOps;
import io.llmops.api.eval.Dataset;
import io.llmops.api.knowledge.Answer;
import io.llmops.api.ledger.Feedback;
import io.llmops.core.monitor.KnowledgeUsage;
import io.llmops.core.monitor.UnansweredQuestion;
import io.llmops.core.scenario.Scenario;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.quality.KnowledgeCheck;
import io.llmops.rag.quality.KnowledgeQuality;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

/** What a knowledge base is worth to the people who ask it, and what it lacks. */
final class KnowledgeWatch {

    private KnowledgeWatch() {}

    /** What became of the questions of the last four weeks. */
    static void usage(LlmOps ops) {
        // snippet: usage
        KnowledgeUsage month = ops.knowledge("handbook")
                .zone(ZoneId.of("Asia/Shanghai"))
                .since(Duration.ofDays(28))
                .report();
        System.out.println(month); // all of it in a few lines
        for (UnansweredQuestion gap : month.unanswered()) { // what to write next
            System.out.println(gap.times() + " x " + gap.question().orElse(gap.callId()));
        }
        // end
    }

    /** What users say of an answer, joined to the passages behind it. */
    static void feedback(LlmOps ops, Scenario scenario) {
        // snippet: feedback
        Answer answer = scenario.ask("How many days of leave carry over?");
        ops.feedback(answer.callId(), Feedback.Kind.UP, null); // the whole answer
        String opened = answer.citations().get(0).passage().id();
        ops.feedback(answer.callId(), Feedback.Kind.CLICK, opened); // one source of it
        // end
    }

    /** A report on quality, kept by date and compared with the one before. */
    static void quality(LlmOps ops, KnowledgeBase handbook, Dataset questions) {
        // snippet: quality
        KnowledgeQuality today = KnowledgeCheck.of(handbook)
                .questions(questions) // rows with "question" and, where it is known, "document"
                .usage(ops.knowledge("handbook").report())
                .run();
        Path reports = Path.of("quality");
        KnowledgeQuality.latest(reports, "handbook", today.at())
                .ifPresent(before -> System.out.println(today.since(before)));
        today.save(reports);
        // end
    }
}
