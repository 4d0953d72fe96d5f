package io.llmops.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScriptedChatModelTest {

    @Test
    void should_give_the_scripted_replies_in_order_and_remember_the_requests() {
        ScriptedChatModel model = ScriptedChatModel.replying("一", "two");
        assertThat(model.chat("问题")).isEqualTo("一");
        assertThat(model.chat("b")).isEqualTo("two");
        assertThat(model.calls()).isEqualTo(2);
        assertThat(model.requests().get(0).messages()).containsExactly(UserMessage.from("问题"));
    }

    @Test
    void should_say_clearly_that_the_script_is_at_its_end() {
        ScriptedChatModel model = ScriptedChatModel.replying("one");
        model.chat("a");
        assertThatThrownBy(() -> model.chat("b"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("more often than its 1 replies");
    }

    @Test
    void should_answer_by_a_function_of_the_request() {
        ScriptedChatModel model = ScriptedChatModel.answering(
                request -> ScriptedReply.text(request.messages().size() + " messages"));
        assertThat(model.chat("a")).isEqualTo("1 messages");
    }

    @Test
    void should_report_usage_model_and_reason_and_keep_unknown_usage_unknown() {
        ScriptedChatModel model = ScriptedChatModel.of(
                ScriptedReply.text("a").usage(7, 8).model("m").finishReason(FinishReason.LENGTH),
                ScriptedReply.text("b").usage(null).model("m"));
        ChatResponse known = model.chat(UserMessage.from("x"));
        assertThat(known.tokenUsage().totalTokenCount()).isEqualTo(15);
        assertThat(known.modelName()).isEqualTo("m");
        assertThat(known.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(model.chat(UserMessage.from("x")).tokenUsage()).isNull();
    }

    @Test
    void should_throw_the_scripted_error() {
        ScriptedChatModel model =
                ScriptedChatModel.of(ScriptedReply.error(new RateLimitException("slow down")), ScriptedReply.text("a"));
        assertThatThrownBy(() -> model.chat("a")).isInstanceOf(RateLimitException.class);
        assertThat(model.chat("a")).isEqualTo("a");
    }

    @Test
    void should_stream_chunks_then_the_whole_response() {
        Handler handler = new Handler();
        ScriptedChatModel.of(ScriptedReply.text("你", "好")).chat("a", handler);
        assertThat(handler.events).containsExactly("你", "好", "complete 你好");
    }

    @Test
    void should_stream_tool_calls() {
        Handler handler = new Handler();
        ScriptedChatModel.of(ScriptedReply.toolCall("c1", "search", "{\"q\":\"天气\"}"))
                .chat("a", handler);
        assertThat(handler.events).containsExactly("call search {\"q\":\"天气\"}", "complete null");
    }

    @Test
    void should_fail_a_stream_after_its_chunks() {
        Handler handler = new Handler();
        ScriptedChatModel.of(ScriptedReply.text("a", "b").thenError(new RateLimitException("slow down")))
                .chat("a", handler);
        assertThat(handler.events).containsExactly("a", "b", "error slow down");
    }

    @Test
    void should_stop_a_stream_that_is_cancelled_and_count_it() {
        Handler handler = new Handler();
        handler.cancelAfter = 1;
        ScriptedChatModel model = ScriptedChatModel.of(ScriptedReply.text("a", "b"));
        model.chat("a", handler);
        assertThat(handler.events).containsExactly("a");
        assertThat(model.cancelledStreams()).isEqualTo(1);
    }

    @Test
    void should_wait_for_the_latch_of_a_reply() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        ScriptedChatModel model = ScriptedChatModel.of(ScriptedReply.text("a").after(latch));
        CompletableFuture<String> reply = CompletableFuture.supplyAsync(() -> model.chat("a"));
        assertThat(reply).isNotDone();
        latch.countDown();
        assertThat(reply.get(60, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void should_stream_on_the_executor_that_it_was_given() {
        Handler handler = new Handler();
        ScriptedChatModel model = ScriptedChatModel.replying("a").streamOn(ForkJoinPool.commonPool());
        model.chat("a", handler);
        assertThat(handler.done.orTimeout(60, TimeUnit.SECONDS).join()).isNotEqualTo(Thread.currentThread());
    }

    private static final class Handler implements StreamingChatResponseHandler {
        private final List<String> events = new ArrayList<>();
        private final CompletableFuture<Thread> done = new CompletableFuture<>();
        private int cancelAfter = Integer.MAX_VALUE;

        @Override
        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            events.add(part.text());
            if (events.size() == cancelAfter) {
                context.streamingHandle().cancel();
            }
        }

        @Override
        public void onCompleteToolCall(CompleteToolCall call) {
            events.add("call " + call.toolExecutionRequest().name() + " "
                    + call.toolExecutionRequest().arguments());
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            events.add("complete " + response.aiMessage().text());
            done.complete(Thread.currentThread());
        }

        @Override
        public void onError(Throwable error) {
            events.add("error " + error.getMessage());
        }
    }
}
