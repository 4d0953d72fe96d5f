package io.llmops.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.rag.content.Content;
import io.llmops.LlmOps;
import io.llmops.api.model.CallContext;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Operation;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservedScenarioTest {

    private final List<Map.Entry<Operation, Completion>> ended = new ArrayList<>();
    private final LlmOps ops = LlmOps.builder()
            .discovery(false)
            .observer(operation -> completion -> ended.add(Map.entry(operation, completion)))
            .build();

    @AfterEach
    void close() {
        ops.close();
    }

    @Test
    void should_tell_of_the_retrieval_and_of_the_call_with_its_record_and_response() {
        Scenario scenario = ops.scenario("问答")
                .model((ChatModel)
                        ScriptedChatModel.of(ScriptedReply.text("年假五天 [1]").model("m-9"))
                                .named("m"))
                .knowledge("handbook", query -> List.of(Content.from("年假五天。")))
                .build();

        ops.with(CallContext.tenant("acme")).run(() -> scenario.ask("年假几天？"));

        assertThat(ended).hasSize(2);
        Operation retrieval = ended.get(0).getKey();
        assertThat(retrieval.kind()).isEqualTo(Operation.Kind.RETRIEVAL);
        assertThat(retrieval.name()).isEqualTo("handbook");
        assertThat(ended.get(0).getValue().knowledge())
                .satisfies(k -> assertThat(k.hit()).isTrue());
        Operation chat = ended.get(1).getKey();
        assertThat(chat.name()).isEqualTo("m");
        assertThat(chat.scenario()).isEqualTo("问答");
        assertThat(chat.context().tenant()).contains("acme");
        Completion completion = ended.get(1).getValue();
        assertThat(completion.record())
                .satisfies(r -> assertThat(r.modelAnswered()).contains("m-9"));
        assertThat(completion.response())
                .satisfies(r -> assertThat(r.modelName()).isEqualTo("m-9"));
    }

    @Test
    void should_name_the_failure_of_a_retrieval() {
        Scenario scenario = ops.scenario("qa")
                .model((ChatModel) ScriptedChatModel.replying())
                .knowledge("handbook", query -> {
                    throw new IllegalStateException("index gone");
                })
                .build();

        assertThatThrownBy(() -> scenario.ask("年假几天？")).hasMessageContaining("index gone");

        assertThat(ended).singleElement().satisfies(e -> assertThat(e.getValue().failure())
                .contains("IllegalStateException"));
    }
}
