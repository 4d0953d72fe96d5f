package io.llmops.cli.demo;

import io.llmops.agent.tool.FunctionTool;
import io.llmops.api.agent.AgentStep;
import io.llmops.api.eval.Example;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.tool.AgentTool;
import io.llmops.eval.dataset.Datasets;
import io.llmops.rag.KnowledgeBase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The agent's two tools. Both only read. */
final class DemoTools {

    private static final int PASSAGES = 3;
    private static final int EXCERPT = 100;
    private static final int SHORTEST_WORD = 5;

    private DemoTools() {}

    /** Passages of the handbook for a question. */
    static AgentTool searchHandbook(KnowledgeBase handbook) {
        return FunctionTool.named("search_handbook", "Finds passages of the company's handbook for a question.")
                .text("question", "what to look for")
                .reads(call -> handbook
                        .retrieve(KnowledgeQuery.of(
                                        String.valueOf(call.arguments().get("question")))
                                .top(PASSAGES))
                        .passages()
                        .stream()
                        .map(Passage::text)
                        .collect(Collectors.joining("\n\n")));
    }

    /** Rows of the equipment list that share a word with a text. */
    static AgentTool findEquipment(Path handbook) {
        List<Example> rows =
                Datasets.csv(handbook.resolve("en").resolve("equipment.csv")).examples();
        return FunctionTool.named(
                        "find_equipment", "Finds items of the equipment list: price, and who has to approve them.")
                .text("item", "the item, or a text that names it")
                .reads(call -> rows.stream()
                        .map(DemoTools::sentence)
                        .filter(row ->
                                share(row, String.valueOf(call.arguments().get("item"))))
                        .collect(Collectors.joining("\n")));
    }

    /** A step on one line: what a tool returned, or what the agent said. */
    static String line(AgentStep step) {
        String text = step.text().strip();
        int result = text.indexOf('\n');
        boolean tool = !step.tool().isEmpty();
        String shown = (tool && result >= 0 ? text.substring(result + 1) : text)
                .strip()
                .replaceAll("\\s+", " ");
        int end = shown.offsetByCodePoints(0, Math.min(EXCERPT, shown.codePointCount(0, shown.length())));
        String what = tool ? step.tool() + " returned" : step.kind().name().toLowerCase(Locale.ROOT);
        return what + ": " + (end < shown.length() ? shown.substring(0, end) + "…" : shown);
    }

    private static String sentence(Example row) {
        return row.input().entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining("; "));
    }

    private static boolean share(String row, String text) {
        Set<String> words = words(text);
        words.retainAll(words(row));
        return !words.isEmpty();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\W+"))
                .filter(w -> w.length() >= SHORTEST_WORD)
                .collect(Collectors.toSet());
    }
}
