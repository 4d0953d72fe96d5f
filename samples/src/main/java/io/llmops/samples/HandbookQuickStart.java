package io.llmops.samples;

import io.llmops.LlmOps;
import io.llmops.api.knowledge.Answer;
import io.llmops.api.knowledge.Citation;
import io.llmops.cli.demo.Handbook;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.scenario.Scenario;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.connect.Connectors;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * A new application: documents in, a question out, with the passages that the answer rests on.
 *
 * <p>Run its main from your IDE; it needs no key and no network. With {@code LLMOPS_CHAT_MODEL} set, such as to
 * {@code openai/gpt-4o-mini} or {@code ollama/qwen3}, that model answers. Everything is kept in {@code target/quickstart}.
 */
public final class HandbookQuickStart {

    private HandbookQuickStart() {}

    /** Takes the English handbook in and asks one question; a second run finds the documents unchanged. */
    public static void main(String[] args) {
        run(Path.of("target", "quickstart"), ChatModelName.fromEnvironment(), System.out);
    }

    static void run(Path home, String chatModel, PrintStream out) {
        Path documents = Handbook.unpack(home.resolve("handbook")).resolve("en");
        Path lexicon = Handbook.unpack(Handbook.WORDS, home);
        // snippet: quickstart
        try (LlmOps ops = LlmOps.builder().store(home.resolve("llmops.db")).build()) {
            KnowledgeBase handbook = KnowledgeBase.builder(ops)
                    .name("handbook")
                    .directory(home.resolve("index"))
                    .embedding("onnx/all-minilm-l6-v2") // in this process; nothing to download
                    .threshold(0.70)
                    .source(Connectors.files(documents)) // PDF, DOCX, HTML, Markdown, CSV, ...
                    .build();
            out.println(handbook.sync()); // again and again: unchanged documents are skipped

            Scenario qa = ops.scenario("handbook-qa")
                    .model(chatModel) // "openai/gpt-4o-mini", "ollama/qwen3", "builtin/extractive"
                    .knowledge(handbook)
                    .guard(SensitiveWords.of(lexicon))
                    .build();
            Answer answer = qa.ask("How many unused leave days can I take into next year?");

            out.println(answer.text());
            for (Citation citation : answer.citations()) {
                out.println("[" + citation.number() + "] " + citation.passage().document());
            }
        }
        // end
    }
}
