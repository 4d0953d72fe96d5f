package io.llmops.core.guard;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.ChatMessage;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.io.OneLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The call that a text belongs to, and where in it the text was found. Immutable but for its state; thread-safe. */
public final class GuardContext {

    private final String scenario;
    private final WordMatch.Stage stage;
    private final List<ChatMessage> messages;
    private final @Nullable String tool;
    private final Map<Object, Object> state;

    private GuardContext(
            String scenario,
            WordMatch.Stage stage,
            List<ChatMessage> messages,
            @Nullable String tool,
            Map<Object, Object> state) {
        this.scenario = requireNonNull(scenario, "scenario");
        this.stage = requireNonNull(stage, "stage");
        this.messages = List.copyOf(messages);
        this.tool = tool;
        this.state = state;
    }

    /** A new call of a scenario, at stage {@link WordMatch.Stage#INPUT}, without messages. */
    public static GuardContext of(String scenario) {
        return new GuardContext(scenario, WordMatch.Stage.INPUT, List.of(), null, new ConcurrentHashMap<>());
    }

    /** The same call at another stage. */
    public GuardContext at(WordMatch.Stage stage) {
        return new GuardContext(scenario, stage, messages, null, state);
    }

    /** The same call with what the model is sent. */
    public GuardContext messages(List<ChatMessage> messages) {
        return new GuardContext(scenario, stage, messages, tool, state);
    }

    /** The same call with what a tool returned, at stage {@link WordMatch.Stage#PASSAGE}. */
    public GuardContext tool(String name) {
        return new GuardContext(scenario, WordMatch.Stage.PASSAGE, messages, OneLine.of(name), state);
    }

    /** The scenario. */
    public String scenario() {
        return scenario;
    }

    /** Where the text was found. */
    public WordMatch.Stage stage() {
        return stage;
    }

    /** What the model was sent, for an answer; empty before. */
    public List<ChatMessage> messages() {
        return messages;
    }

    /** The tool that returned the text, if one did. */
    public Optional<String> tool() {
        return Optional.ofNullable(tool);
    }

    /**
     * What a guard remembers within the call, over all its stages: made once, and forgotten with the call.
     *
     * @param owner the guard
     * @param type the type of what it remembers; one thing of a type for an owner
     */
    public <T> T state(Object owner, Class<T> type, Supplier<T> initial) {
        return type.cast(state.computeIfAbsent(List.of(owner, type), key -> initial.get()));
    }

    /** What a guard's refusal is told as. */
    public GuardrailException refusal(String reason) {
        return new GuardrailException("scenario '" + scenario + "': " + OneLine.of(reason) + " in the " + place()
                + "; a guard of this scenario refuses that");
    }

    private String place() {
        return switch (stage) {
            case INPUT -> "input";
            case PASSAGE -> tool == null ? "passage" : "result of a tool";
            case OUTPUT -> "answer";
            case INGEST -> "document";
        };
    }

    /** Scenario and stage. */
    @Override
    public String toString() {
        return "GuardContext[" + scenario + ", " + stage + "]";
    }
}
