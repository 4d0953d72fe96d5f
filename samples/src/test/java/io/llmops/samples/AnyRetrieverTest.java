package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.knowledge.Answer;
import org.junit.jupiter.api.Test;

class AnyRetrieverTest {

    @Test
    void should_answer_from_what_the_retriever_finds_and_cite_it() {
        Printed printed = new Printed();

        Answer answer = AnyRetriever.run("builtin/extractive", printed.out());

        assertThat(answer.answered()).isTrue();
        assertThat(answer.text()).contains("16 hours");
        assertThat(answer.citations())
                .singleElement()
                .satisfies(c -> assertThat(c.passage().document()).isEqualTo("calibrator"));
        assertThat(printed.text()).contains("[1] calibrator");
    }
}
