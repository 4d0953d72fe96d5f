package io.llmops.core.gateway;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.Guards;
import io.llmops.core.guard.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The guards on the answer of one call. Written by one thread at a time. */
final class GuardedAnswer {

    private final Call call;
    private final Guards guards;
    private @Nullable ChatResponse judged;
    private Guards.@Nullable Checked checked;

    GuardedAnswer(Call call) {
        this.call = call;
        this.guards = call.settings().guards();
    }

    /** How often the model may be asked to mend the answer. */
    int repairs() {
        return guards.repairs();
    }

    /** Why the answer must not go out, if a guard says so. */
    Optional<Verdict> refusal(ChatResponse response) {
        return guards.isEmpty() ? Optional.empty() : check(response).refusal();
    }

    /**
     * The answer as the caller may see it; the call is told what was found.
     *
     * @throws io.llmops.api.exception.GuardrailException if a guard refuses it
     */
    ChatResponse release(ChatResponse response) {
        if (guards.isEmpty()) {
            return response;
        }
        Guards.Checked result = check(response);
        GuardContext context = context();
        call.matched(result.hits(), context);
        result.refusal().ifPresent(refusal -> {
            throw context.refusal(refusal.reason());
        });
        AiMessage message = response.aiMessage();
        List<ToolExecutionRequest> tools =
                message.toolExecutionRequests().stream().map(this::tool).toList();
        boolean same = message.text() == null || result.text().equals(message.text());
        if (same && tools.equals(message.toolExecutionRequests())) {
            return response;
        }
        AiMessage.Builder clean = message.toBuilder().toolExecutionRequests(tools);
        return response.toBuilder()
                .aiMessage((same ? clean : clean.text(result.text())).build())
                .build();
    }

    /** A tool call as the tool gets it. */
    ToolExecutionRequest tool(ToolExecutionRequest request) {
        if (guards.isEmpty() || request.arguments() == null) {
            return request;
        }
        String arguments = guards.arguments(request.arguments(), context());
        return arguments.equals(request.arguments())
                ? request
                : request.toBuilder().arguments(arguments).build();
    }

    /** The guards on an answer that comes in pieces; when they refuse one, the call is told what they find in it so far. */
    GuardedStream stream() {
        GuardContext context = context();
        return new GuardedStream(
                guards.stream(context),
                this::tool,
                text -> call.matched(guards.check(text, context).hits(), context));
    }

    private Guards.Checked check(ChatResponse response) {
        Guards.Checked result = checked;
        if (result == null || !response.equals(judged)) {
            String text = response.aiMessage().text();
            result = text == null ? new Guards.Checked("", List.of(), null) : guards.check(text, context());
            judged = response;
            checked = result;
        }
        return result;
    }

    private GuardContext context() {
        return call.guardContext()
                .at(WordMatch.Stage.OUTPUT)
                .messages(call.said().messages());
    }
}
