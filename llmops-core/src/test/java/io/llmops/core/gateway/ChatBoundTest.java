package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.InMemoryBudgetStore;
import io.llmops.test.FakeClock;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import org.junit.jupiter.api.Test;

/** What is set aside for a call is what the model gets, its own parameters included. */
class ChatBoundTest {

    /** A message of one byte. */
    private static final long TEXT = InputBound.PER_MESSAGE + 1;

    private final ScriptedChatModel scripted = ScriptedChatModel.answering(r -> ScriptedReply.text("好"));

    @Test
    void should_bound_the_tools_and_the_limit_that_a_model_has_of_its_own() {
        ToolSpecification tool = ToolSpecification.builder()
                .name("weather")
                .description("天气".repeat(500))
                .build();
        ChatModel model = new Own(
                scripted,
                ChatRequestParameters.builder()
                        .toolSpecifications(tool)
                        .maxOutputTokens(10_000)
                        .build());

        assertThatThrownBy(() -> call(13_000 + TEXT, model)).isInstanceOf(BudgetExceededException.class);
        assertThat(call(14_000, model)).isEqualTo("好");
    }

    @Test
    void should_bound_by_the_largest_of_several_endpoints_and_leave_each_its_own_limit() {
        ChatModel small = new Own(
                scripted, ChatRequestParameters.builder().maxOutputTokens(10).build());
        ChatModel large = new Own(
                scripted, ChatRequestParameters.builder().maxOutputTokens(9_000).build());

        assertThatThrownBy(() -> call(8_999, small, large)).isInstanceOf(BudgetExceededException.class);
        assertThat(call(9_000 + TEXT, small, large)).isEqualTo("好");

        assertThat(scripted.requests())
                .extracting(r -> r.parameters().maxOutputTokens())
                .containsExactly(10);
    }

    @Test
    void should_size_an_image_for_the_model_that_the_request_asks_for_too() {
        ChatModel model = new NamedModel(scripted, "gpt-4o");
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from(ImageContent.from("https://example.com/a.png")))
                .modelName("gpt-4o-mini")
                .maxOutputTokens(1)
                .build();
        try (ModelGateway gateway = gateway(40_000, model)) {
            assertThatThrownBy(() -> gateway.chat(request)).isInstanceOf(BudgetExceededException.class);
        }
    }

    private String call(long budget, ChatModel... models) {
        try (ModelGateway gateway = gateway(budget, models)) {
            return gateway.chat("q");
        }
    }

    private ModelGateway gateway(long budget, ChatModel... models) {
        ModelGateway.Builder builder = ModelGateway.builder()
                .budgets(new InMemoryBudgetStore(FakeClock.create()))
                .budget(Budget.tokens(budget));
        for (int i = 0; i < models.length; i++) {
            builder.endpoint("e" + i, models[i]);
            if (i > 0) {
                builder.fallback("e" + i);
            }
        }
        return builder.build();
    }

    private record Own(ChatModel model, ChatRequestParameters defaultRequestParameters) implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            return model.doChat(request);
        }
    }
}
