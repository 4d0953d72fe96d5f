package io.llmops.core.scenario;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.llmops.LlmOps;
import io.llmops.LlmOpsBuilder;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.ModelSpec;
import io.llmops.core.budget.Budget;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import io.llmops.test.StreamRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models that a scenario has by reference. */
@Timeout(60)
class ScenarioModelsTest {

    private final Models models = new Models();
    private final LlmOps ops = ops().build();

    private LlmOpsBuilder ops() {
        return LlmOps.builder().discovery(false).provider(models);
    }

    @AfterEach
    void close() {
        ops.close();
    }

    @Test
    void should_stream_a_model_by_reference_within_the_same_budget_as_its_calls() throws Exception {
        models.byName.put("one", ScriptedChatModel.answering(r -> ScriptedReply.text("你", "好")));
        Scenario scenario =
                ops.scenario("s").model("fake/one").budget(Budget.calls(2)).build();

        StreamRecord heard = stream(scenario.streamingChatModel());
        assertThat(heard.text()).isEqualTo("你好");
        assertThat(scenario.chatModel().chat("q")).isEqualTo("你好");
        assertThat(stream(scenario.streamingChatModel()).errors())
                .singleElement()
                .isInstanceOf(BudgetExceededException.class);

        assertThat(ops.records(LedgerQuery.all()))
                .extracting(record -> record.kind())
                .containsExactly(CallKind.STREAM, CallKind.CHAT, CallKind.STREAM);
    }

    @Test
    void should_say_which_model_does_not_stream() {
        Scenario scenario = ops.scenario("s").model(new ChatModel() {}).build();
        assertThatThrownBy(scenario::streamingChatModel)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("scenario 's': endpoint 'own' has no streaming model");
    }

    @Test
    void should_configure_a_model_in_code_for_all_scenarios_or_for_one() {
        try (LlmOps configured = ops().model(
                        "fake/one", m -> m.timeout(Duration.ofMinutes(2)).setting("temperature", "0"))
                .build()) {
            configured.scenario("a").model("fake/one").build();
            configured
                    .scenario("b")
                    .model("fake/one", m -> m.setting("seed", "7"))
                    .build();
        }
        ModelSpec spec = requireNonNull(models.specs.get("one"));
        assertThat(spec.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(spec.settings()).isEqualTo(Map.of("temperature", "0", "seed", "7"));
    }

    @Test
    void should_refuse_to_configure_a_model_twice() {
        LlmOpsBuilder builder = ops().model("fake/one", m -> m);
        assertThatThrownBy(() -> builder.model("fake/one", m -> m))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'fake/one' is given twice");
    }

    @Test
    void should_make_endpoints_of_the_models_that_a_fallback_of_any_kind_names() {
        models.byName.put("one", ScriptedChatModel.of(ScriptedReply.error(new ContentFilteredException("no"))));
        models.byName.put("other", ScriptedChatModel.of(ScriptedReply.text("另一个")));
        Scenario scenario = ops.scenario("s")
                .model("fake/one")
                .gateway(g -> g.onContextWindow("fake/long").onContentPolicy("fake/other"))
                .build();

        assertThat(scenario.chatModel().chat("q")).isEqualTo("另一个");
    }

    @Test
    void should_name_a_fallback_that_is_no_model() {
        assertThatThrownBy(() -> ops.scenario("s")
                        .model("fake/one")
                        .gateway(g -> g.onContextWindow("long"))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'long'");
    }

    private static StreamRecord stream(StreamingChatModel model) throws InterruptedException {
        StreamRecord heard = new StreamRecord();
        model.chat("问", heard);
        return heard.await(Duration.ofSeconds(30));
    }

    private static final class Models implements ChatModelProvider {
        private final Map<String, ScriptedChatModel> byName = new HashMap<>();
        private final Map<String, ModelSpec> specs = new HashMap<>();

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public ChatModel chatModel(ModelSpec spec) {
            specs.put(spec.ref().name(), spec);
            return model(spec);
        }

        @Override
        public Optional<StreamingChatModel> streamingChatModel(ModelSpec spec) {
            return Optional.of(model(spec));
        }

        private ScriptedChatModel model(ModelSpec spec) {
            return byName.computeIfAbsent(spec.ref().name(), name -> ScriptedChatModel.replying("hi"));
        }
    }
}
