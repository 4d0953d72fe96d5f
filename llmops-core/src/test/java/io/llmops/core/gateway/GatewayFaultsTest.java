package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.Usage;
import io.llmops.core.budget.Budget;
import io.llmops.core.endpoint.Sneaky;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Models that do what no model should: each call leaves its record, and nothing stays set aside. */
class GatewayFaultsTest {

    private static final ChatRequest REQUEST =
            ChatRequest.builder().messages(UserMessage.from("年假几天?")).build();

    /** A chat model by what it answers. */
    private interface Answering extends ChatModel, StreamingChatModel {
        ChatResponse answer();

        @Override
        default ChatResponse doChat(ChatRequest request) {
            return answer();
        }

        @Override
        default void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            handler.onCompleteResponse(answer());
        }

        @Override
        default ChatRequestParameters defaultRequestParameters() {
            return DefaultChatRequestParameters.EMPTY;
        }

        @Override
        default List<ChatModelListener> listeners() {
            return List.of();
        }

        @Override
        default ModelProvider provider() {
            return ModelProvider.OTHER;
        }

        @Override
        default Set<Capability> supportedCapabilities() {
            return Set.of();
        }
    }

    private static ChatResponse response(String text, FinishReason finish, TokenUsage usage) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text))
                .finishReason(finish)
                .tokenUsage(usage)
                .build();
    }

    private static ModelGateway gateway(Answering model) {
        return ModelGateway.builder().endpoint("a", (ChatModel) model).build();
    }

    private static CallRecord only(ModelGateway gateway) {
        List<CallRecord> records = gateway.ledger().records(LedgerQuery.all());
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    @Test
    void should_record_a_call_whose_model_throws_a_checked_exception() {
        try (ModelGateway gateway = gateway(() -> {
            throw Sneaky.raise(new IOException("gone"));
        })) {
            assertThatThrownBy(() -> gateway.chat("q")).hasCauseInstanceOf(IOException.class);

            assertThat(only(gateway).outcome()).isEqualTo(Outcome.ERROR);
            assertThat(only(gateway).attempts()).hasSize(1);
        }
    }

    @Test
    void should_take_no_answer_for_a_failed_attempt_of_a_chat_and_of_a_stream() throws InterruptedException {
        ScriptedChatModel spare = ScriptedChatModel.answering(r -> ScriptedReply.text("from b"));
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("a", (ChatModel) (Answering) GatewayFaultsTest::nothing)
                .endpoint("b", spare)
                .fallback("b")
                .cooldown(Duration.ZERO)
                .build()) {
            assertThat(gateway.chat("q")).isEqualTo("from b");
            RecordingHandler handler = new RecordingHandler();
            gateway.chat(REQUEST, handler);
            handler.await();

            assertThat(handler.tokens).containsExactly("from b");
            assertThat(gateway.ledger().records(LedgerQuery.all()))
                    .allSatisfy(record ->
                            assertThat(record.attempts().get(0).failure()).contains("NoAnswerException"));
        }
    }

    @SuppressWarnings("NullAway") // what a model must not return is what is tested
    private static ChatResponse nothing() {
        return null;
    }

    @Test
    void should_throw_a_typed_error_where_there_is_no_answer_at_all() {
        try (ModelGateway gateway = gateway(GatewayFaultsTest::nothing)) {
            assertThatThrownBy(() -> gateway.chat("q"))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContainingAll("'a'", "null");

            assertThat(only(gateway).errorClass()).contains(ErrorClass.NETWORK);
        }
    }

    @Test
    void should_hand_over_an_answer_whose_token_counts_are_negative_and_take_its_usage_for_unknown() {
        try (ModelGateway gateway = gateway(() -> response("5 天", FinishReason.STOP, new TokenUsage(10, -5)))) {
            assertThat(gateway.chat("q")).isEqualTo("5 天");

            assertThat(only(gateway).usage()).isEqualTo(Usage.unknown());
            assertThat(only(gateway).outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void should_turn_to_another_endpoint_where_a_filter_cut_the_answer_and_book_what_both_used()
            throws InterruptedException {
        Answering cut = () -> response(" ", FinishReason.CONTENT_FILTER, new TokenUsage(10, 0));
        Answering lenient = () -> response("5 天", FinishReason.STOP, new TokenUsage(10, 5));
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("strict", (ChatModel) cut)
                .endpoint("lenient", (ChatModel) lenient)
                .onContentPolicy("lenient")
                .build()) {
            assertThat(gateway.chat("q")).isEqualTo("5 天");
            RecordingHandler handler = new RecordingHandler();
            gateway.chat(REQUEST, handler);
            handler.await();

            assertThat(handler.responses)
                    .singleElement()
                    .satisfies(r -> assertThat(r.aiMessage().text()).isEqualTo("5 天"));
            assertThat(gateway.ledger().records(LedgerQuery.all())).hasSize(2).allSatisfy(record -> {
                assertThat(record.usage()).isEqualTo(Usage.of(20, 5));
                assertThat(record.attempts()).extracting(Attempt::endpoint).containsExactly("strict", "lenient");
            });
        }
    }

    @Test
    void should_let_a_cut_answer_stand_where_there_is_no_endpoint_to_turn_to_and_fail_where_that_one_cuts_too() {
        Answering cut = () -> response("half", FinishReason.CONTENT_FILTER, new TokenUsage(10, 1));
        try (ModelGateway gateway = gateway(cut)) {
            assertThat(gateway.chat("q")).isEqualTo("half");
        }
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("a", (ChatModel) cut)
                .endpoint("b", (ChatModel) cut)
                .onContentPolicy("b")
                .build()) {
            assertThatThrownBy(() -> gateway.chat("q"))
                    .isInstanceOf(ContentFilteredException.class)
                    .hasMessageContaining("'b'");
            assertThat(only(gateway).usage()).isEqualTo(Usage.of(20, 2));
        }
    }

    @Test
    void should_record_embeddings_that_fail_by_a_checked_exception_or_bring_nothing() {
        EmbeddingModel broken = new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                throw Sneaky.raise(new IOException("gone"));
            }

            @Override
            @SuppressWarnings("NullAway") // what a model must not return is what is tested
            public Response<Embedding> embed(String text) {
                return null;
            }
        };
        try (EmbeddingGateway gateway = EmbeddingGateway.builder()
                .endpoint("a", e -> e.embedding(broken).maxConcurrent(1))
                .build()) {
            assertThatThrownBy(() -> gateway.embedAll(List.of(TextSegment.from("文"))))
                    .hasCauseInstanceOf(IOException.class);
            assertThatThrownBy(() -> gateway.embed("文")).isInstanceOf(RetriableException.class);

            assertThat(gateway.ledger().records(LedgerQuery.all()))
                    .hasSize(2)
                    .allMatch(r -> r.outcome() == Outcome.ERROR);
        }
    }

    @Test
    void should_give_back_what_was_set_aside_where_a_stream_cannot_begin() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Answering model = new Answering() {
            @Override
            public ChatResponse answer() {
                return response("x", FinishReason.STOP, new TokenUsage(1, 1));
            }

            @Override
            public List<ChatModelListener> listeners() {
                if (broken.get()) {
                    throw new IllegalStateException("no listeners");
                }
                return List.of();
            }
        };
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("a", (ChatModel) model)
                .budget(Budget.calls(1))
                .build()) {
            RecordingHandler first = new RecordingHandler();
            gateway.chat(REQUEST, first);
            assertThat(first.errors).singleElement().isInstanceOf(IllegalStateException.class);

            broken.set(false);
            assertThat(gateway.chat("q")).isEqualTo("x");
        }
    }
}
