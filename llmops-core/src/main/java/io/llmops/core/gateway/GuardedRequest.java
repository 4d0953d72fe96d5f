package io.llmops.core.gateway;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.Guards;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A request as guards let it go. What is new in it, after the model's last message, may be refused and is recorded; what
 * was said before was new once, and is changed, or left out where it was refused. System messages are the application's own
 * and stay.
 */
final class GuardedRequest {

    private final Call call;
    private final Guards guards;
    private final GuardContext context;

    private GuardedRequest(Call call) {
        this.call = call;
        this.guards = call.settings().guards();
        this.context = call.guardContext();
    }

    /** @throws io.llmops.api.exception.GuardrailException if the user wrote what a guard refuses; the call was told */
    static ChatRequest of(Call call, ChatRequest request) {
        if (call.settings().guards().isEmpty()) {
            return request;
        }
        GuardedRequest guarded = new GuardedRequest(call);
        List<ChatMessage> messages = request.messages();
        int last = messages.size() - 1;
        while (last >= 0 && !(messages.get(last) instanceof AiMessage)) {
            last--;
        }
        List<ChatMessage> clean = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            clean.add(guarded.message(messages.get(i), i > last));
        }
        return clean.equals(messages)
                ? request
                : request.toBuilder().messages(clean).build();
    }

    /** All text of a user message. */
    static String text(UserMessage message) {
        List<String> texts = message.contents().stream()
                .filter(TextContent.class::isInstance)
                .map(c -> ((TextContent) c).text())
                .toList();
        return String.join("\n", texts);
    }

    private ChatMessage message(ChatMessage message, boolean isNew) {
        if (message instanceof UserMessage user) {
            List<Content> contents = texts(user.contents(), text -> input(text, isNew));
            return contents.equals(user.contents())
                    ? user
                    : user.toBuilder().contents(contents).build();
        }
        if (message instanceof ToolExecutionResultMessage result) {
            String tool = result.toolName() == null ? "" : result.toolName();
            List<Content> contents = texts(result.contents(), text -> result(tool, text, isNew));
            return contents.equals(result.contents())
                    ? result
                    : result.toBuilder().contents(contents).build();
        }
        return message instanceof AiMessage ai ? earlier(ai) : message;
    }

    private static List<Content> texts(List<Content> contents, UnaryOperator<String> change) {
        return contents.stream()
                .map(c -> c instanceof TextContent t ? (Content) TextContent.from(change.apply(t.text())) : c)
                .toList();
    }

    private String input(String text, boolean isNew) {
        Guards.Checked checked = guards.check(text, context);
        if (!isNew) {
            return kept(checked);
        }
        call.matched(checked.hits(), context);
        checked.refusal().ifPresent(refusal -> {
            throw context.refusal(refusal.reason());
        });
        return checked.text();
    }

    /** A refused result is left out, as a refused passage is; the model is told so. */
    private String result(String tool, String text, boolean isNew) {
        GuardContext place = context.tool(tool);
        Guards.Checked checked = guards.check(text, place);
        if (isNew) {
            call.matched(checked.hits(), place);
        }
        return kept(checked);
    }

    private static String kept(Guards.Checked checked) {
        return checked.refusal().map(v -> "[withheld: " + v.reason() + "]").orElse(checked.text());
    }

    /** What the model said before was let out by the guards, and goes back as what they let in. */
    private AiMessage earlier(AiMessage message) {
        AiMessage.Builder clean = message.toBuilder();
        boolean changed = false;
        if (message.text() != null) {
            String text = kept(guards.check(message.text(), context));
            changed = !text.equals(message.text());
            clean.text(text);
        }
        List<ToolExecutionRequest> requests =
                message.toolExecutionRequests().stream().map(this::earlier).toList();
        if (!requests.equals(message.toolExecutionRequests())) {
            changed = true;
            clean.toolExecutionRequests(requests);
        }
        return changed ? clean.build() : message;
    }

    private ToolExecutionRequest earlier(ToolExecutionRequest request) {
        String arguments = request.arguments();
        if (arguments == null || arguments.isBlank()) {
            return request;
        }
        String clean = kept(guards.check(arguments, context));
        return clean.equals(arguments)
                ? request
                : request.toBuilder().arguments(GuardedArguments.valid(clean)).build();
    }
}
