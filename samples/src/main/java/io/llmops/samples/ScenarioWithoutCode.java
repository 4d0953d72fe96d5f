package io.llmops.samples;

import io.llmops.LlmOps;
import io.llmops.api.knowledge.Answer;
import io.llmops.core.scenario.Scenario;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * A scenario whose model, knowledge, guard and budget stand in a file, which can change without a release.
 *
 * <p>Take the handbook in first, then run its main from your IDE, both in the root of the checkout:
 *
 * <pre>
 * ./llmops ingest --knowledge samples/target/handbook --from samples/handbook/en
 * </pre>
 */
public final class ScenarioWithoutCode {

    private ScenarioWithoutCode() {}

    /** Asks one question of the scenario in {@code samples/scenarios/handbook-qa.yaml}. */
    public static void main(String[] args) {
        run(Path.of("samples", "scenarios", "handbook-qa.yaml"), System.out);
    }

    static Answer run(Path file, PrintStream out) {
        // snippet: yaml
        try (LlmOps ops = LlmOps.builder().build()) {
            Scenario qa = ops.scenario(file); // a wrong key or value is named with the file
            Answer answer = qa.ask("How many unused leave days can I take into next year?");
            out.println(answer.text());
            return answer;
        }
        // end
    }
}
