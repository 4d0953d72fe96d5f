package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.model.CallContext;
import io.llmops.core.budget.Budget;
import io.llmops.core.cache.Cache;
import io.llmops.core.context.CallScope;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that is answered from a cache, or refused, keeps the contract of one that reaches a model. */
class ModellessStreamTest {

    private final ScriptedChatModel model = ScriptedChatModel.answering(request -> ScriptedReply.text("年假 5 天"));
    private final ModelGateway gateway = ModelGateway.builder()
            .endpoint("a", e -> e.chat(model))
            .cache(Cache.exact())
            .budget(Budget.calls(1))
            .build();
    private final StreamingChatModel streaming = gateway;

    @AfterEach
    void close() {
        gateway.close();
    }

    /** Writes down what it is called with, and does at one of them what a test says. */
    private static final class Told implements CancellableHandler {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final String at;
        private final Consumer<StreamingHandle> act;
        private StreamingHandle handle = new Unstarted();

        Told(String at, Consumer<StreamingHandle> act) {
            this.at = at;
            this.act = act;
        }

        private void tell(String event) {
            told.add(event);
            if (event.equals(at)) {
                act.accept(handle);
            }
        }

        @Override
        public void onStart(StreamingHandle given) {
            handle = given;
            tell("start " + CallScope.current().context().tenant().orElse("nobody"));
        }

        @Override
        public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
            tell(piece.text());
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            tell("complete");
        }

        @Override
        public void onError(Throwable error) {
            tell(error.getClass().getSimpleName());
        }
    }

    private record Unstarted() implements StreamingHandle {
        @Override
        public void cancel() {
            throw new AssertionError("not started");
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    }

    private List<String> hit(String at, Consumer<StreamingHandle> act) {
        Told told = new Told(at, act);
        CallScope.current().with(CallContext.tenant("租户")).run(() -> {
            gateway.chat("年假几天?");
            streaming.chat("年假几天?", told);
        });
        assertThat(model.calls()).isEqualTo(1);
        return told.told;
    }

    private static void fail(StreamingHandle handle) {
        throw new IllegalStateException("handler");
    }

    @Test
    void should_start_within_the_callers_scope_and_hand_over_a_kept_answer_whole() {
        assertThat(hit("", handle -> {})).containsExactly("start 租户", "年假 5 天", "complete");
    }

    @Test
    void should_not_add_an_error_to_the_end_that_the_handler_threw_at() {
        assertThat(hit("complete", ModellessStreamTest::fail)).containsExactly("start 租户", "年假 5 天", "complete");
    }

    @Test
    void should_tell_a_handler_that_throws_at_a_piece_and_then_nothing_more() {
        assertThat(hit("年假 5 天", ModellessStreamTest::fail))
                .containsExactly("start 租户", "年假 5 天", "IllegalStateException");
    }

    @Test
    void should_hand_over_nothing_after_it_is_cancelled() {
        assertThat(hit("start 租户", StreamingHandle::cancel)).containsExactly("start 租户");
    }

    @Test
    void should_give_the_handle_before_a_refusal_and_let_nothing_that_the_handler_throws_out() {
        gateway.chat("first");
        Told told = new Told("BudgetExceededException", ModellessStreamTest::fail);

        streaming.chat("second", told);

        assertThat(told.told).containsExactly("start nobody", BudgetExceededException.class.getSimpleName());
    }
}
