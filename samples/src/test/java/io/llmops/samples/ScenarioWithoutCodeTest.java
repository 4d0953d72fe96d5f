package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.LlmOps;
import io.llmops.api.knowledge.Answer;
import io.llmops.cli.demo.Handbook;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.connect.Connectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioWithoutCodeTest {

    @Test
    void should_answer_as_the_committed_file_says(@TempDir Path home) throws IOException {
        Path documents = Handbook.unpack(home.resolve("documents")).resolve("en");
        Handbook.unpack(Handbook.WORDS, home.resolve("handbook"));
        try (LlmOps ops = LlmOps.builder().build()) {
            KnowledgeBase.builder(ops)
                    .name("handbook")
                    .directory(home.resolve("target/handbook"))
                    .embedding("onnx/all-minilm-l6-v2")
                    .source(Connectors.files(documents))
                    .build()
                    .sync();
        }
        Path file = Files.createDirectories(home.resolve("scenarios")).resolve("handbook-qa.yaml");
        Files.copy(Checkout.ROOT.resolve("samples/scenarios/handbook-qa.yaml"), file);
        Printed printed = new Printed();

        Answer answer = ScenarioWithoutCode.run(file, printed.out());

        assertThat(answer.answered()).isTrue();
        assertThat(answer.citations())
                .anySatisfy(c -> assertThat(c.passage().document()).isEqualTo("leave.md"));
        assertThat(printed.text()).contains("6 days");
    }
}
