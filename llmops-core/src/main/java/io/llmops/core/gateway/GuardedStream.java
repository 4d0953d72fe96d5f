package io.llmops.core.gateway;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import io.llmops.core.guard.GuardStream;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An answer in pieces on its way through the guards of its call. Guarded by the stream's lock until the answer is complete.
 */
final class GuardedStream {

    private final GuardStream guards;
    private final UnaryOperator<ToolExecutionRequest> tools;
    private final Consumer<String> refused;

    /** @param refused told the text so far when it must not go on */
    GuardedStream(GuardStream guards, UnaryOperator<ToolExecutionRequest> tools, Consumer<String> refused) {
        this.guards = guards;
        this.tools = tools;
        this.refused = refused;
    }

    /** One that no guard looks at, or did so before. */
    static GuardedStream open() {
        return new GuardedStream(GuardStream.open(), UnaryOperator.identity(), text -> {});
    }

    /** Whether pieces may be held back or changed. */
    boolean holds() {
        return guards != GuardStream.open();
    }

    /** What may be shown of the answer when this piece has come. */
    String push(String piece) {
        return guards.push(piece);
    }

    /** The rest of the answer, when it is complete. */
    String finish() {
        return guards.finish();
    }

    /** A tool call as the caller gets it. */
    CompleteToolCall tool(CompleteToolCall call) {
        ToolExecutionRequest request = tools.apply(call.toolExecutionRequest());
        return request.equals(call.toolExecutionRequest()) ? call : new CompleteToolCall(call.index(), request);
    }

    /** The guards have refused the answer, of which this much had come. */
    void refused(String text) {
        refused.accept(text);
    }
}
