package io.llmops.core.gateway;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;

/** What has come of a stream: its text, and how many tokens that is at least. Guarded by the stream's lock. */
final class StreamTally {

    private final StringBuilder text = new StringBuilder();
    private int answerChunks;
    private long answerBytes;
    private int thinkingChunks;
    private long thinkingBytes;
    private int wholeToolCalls;
    private boolean partialToolCall;

    void text(String piece) {
        text.append(piece);
        answer(piece);
    }

    void toolCall(String arguments) {
        partialToolCall = true;
        answer(arguments);
    }

    /** A tool call that is whole; it came in pieces before, or it comes at once. */
    void complete(ToolExecutionRequest toolCall) {
        wholeToolCalls++;
        if (!partialToolCall) {
            answer(toolCall.name() + (toolCall.arguments() == null ? "" : toolCall.arguments()));
        }
    }

    private void answer(String piece) {
        answerChunks++;
        answerBytes += TokenEstimate.utf8(piece);
    }

    void thinking(String piece) {
        thinkingChunks++;
        thinkingBytes += TokenEstimate.utf8(piece);
    }

    /** Pieces that came; none as long as the first token is not there. */
    int chunks() {
        return answerChunks + thinkingChunks + wholeToolCalls;
    }

    String partialText() {
        return text.toString();
    }

    /** What a stream that reported nothing has used: a token for each chunk at least, more where chunks are long. */
    Usage estimate(ChatRequest request) {
        return Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, TokenEstimate.of(request))
                .tokens(TokenClass.OUTPUT, Math.max(answerChunks, TokenEstimate.ofBytes(answerBytes)))
                .tokens(TokenClass.REASONING, Math.max(thinkingChunks, TokenEstimate.ofBytes(thinkingBytes)))
                .quality(Usage.Quality.ESTIMATED)
                .build();
    }
}
