package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Consumer;

/** Writes the pieces of a stream down as they pass: text as a string, anything else as an object of one member. */
final class StreamRecorder implements StreamingChatResponseHandler {

    private final StreamingChatResponseHandler handler;
    private final Consumer<JsonNode> whole;
    private final ArrayNode pieces = JsonNodeFactory.instance.arrayNode();

    StreamRecorder(StreamingChatResponseHandler handler, Consumer<JsonNode> whole) {
        this.handler = handler;
        this.whole = whole;
    }

    @Override
    public void onPartialResponse(String text) {
        pieces.add(text);
        handler.onPartialResponse(text);
    }

    @Override
    public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
        pieces.add(text.text());
        handler.onPartialResponse(text, context);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        pieces.addObject().put("thinking", thinking.text());
        handler.onPartialThinking(thinking);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking, PartialThinkingContext context) {
        pieces.addObject().put("thinking", thinking.text());
        handler.onPartialThinking(thinking, context);
    }

    @Override
    public void onPartialToolCall(PartialToolCall call) {
        add(call);
        handler.onPartialToolCall(call);
    }

    @Override
    public void onPartialToolCall(PartialToolCall call, PartialToolCallContext context) {
        add(call);
        handler.onPartialToolCall(call, context);
    }

    private void add(PartialToolCall call) {
        ObjectNode node = pieces.addObject().putObject("toolPart").put("index", call.index());
        node.put("id", call.id()).put("name", call.name()).put("arguments", call.partialArguments());
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        ObjectNode node = pieces.addObject().putObject("tool").put("index", call.index());
        node.put("id", call.toolExecutionRequest().id())
                .put("name", call.toolExecutionRequest().name())
                .put("arguments", call.toolExecutionRequest().arguments());
        handler.onCompleteToolCall(call);
    }

    /** A provider's own event, which has no form that could be kept; it is handed on. */
    @Override
    public void onUnmappedRawEvent(Object event) {
        handler.onUnmappedRawEvent(event);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        ObjectNode answer = new AnswerJson().chat(response);
        answer.set("pieces", pieces);
        whole.accept(answer);
        handler.onCompleteResponse(response);
    }

    @Override
    public void onError(Throwable error) {
        handler.onError(error);
    }
}
