package io.llmops.micrometer;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.api.observe.OperationObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Counts and times model calls, retrievals, tools and agents' runs in a Micrometer registry. Give it to
 * {@code LlmOps.builder().observer(...)}. Tags have few values: scenario, model, outcome, error; never a tenant, a user or
 * a text. Thread-safe; the registry stays the application's.
 *
 * <p>All names are llmops' own, so that the meters of LangChain4j's listener, which have the names of the GenAI conventions
 * and other tags, may stand in the same registry. Timers publish no buckets; ask for them with a
 * {@link io.micrometer.core.instrument.config.MeterFilter}.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>Name</th><th>Type and unit</th><th>Tags beside {@code scenario}</th></tr>
 * <tr><td>{@code llmops.call.duration}</td><td>timer</td>
 *     <td>operation, provider, model, outcome, error</td></tr>
 * <tr><td>{@code llmops.call.first_token}</td><td>timer</td><td>operation, provider, model</td></tr>
 * <tr><td>{@code llmops.tokens}</td><td>counter of tokens</td>
 *     <td>operation, provider, model, type (one of the five disjoint classes)</td></tr>
 * <tr><td>{@code llmops.usage.unknown}</td><td>counter of calls without a report of tokens</td><td>provider, model</td></tr>
 * <tr><td>{@code llmops.cost}</td><td>counter of money</td><td>provider, model, currency</td></tr>
 * <tr><td>{@code llmops.cost.unknown}</td><td>counter of calls whose cost is not known</td><td>provider, model</td></tr>
 * <tr><td>{@code llmops.attempts}</td><td>counter of tries</td><td>endpoint, error</td></tr>
 * <tr><td>{@code llmops.knowledge.questions}</td><td>counter</td><td>knowledge, hit</td></tr>
 * <tr><td>{@code llmops.word.matches}</td><td>counter</td><td>stage, category</td></tr>
 * <tr><td>{@code llmops.tool.duration}, {@code llmops.agent.duration}</td><td>timers</td><td>tool or agent, error</td></tr>
 * </table>
 */
public final class MeterObserver implements OperationObserver {

    private static final String NONE = "none";

    private final MeterRegistry registry;

    /** An observer that writes into that registry. */
    public MeterObserver(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    @Override
    public Observation began(Operation operation) {
        return completion -> ended(operation, completion);
    }

    private void ended(Operation operation, Completion completion) {
        switch (operation.kind()) {
            case CHAT, STREAM -> call(operation, "chat", completion);
            case EMBEDDING -> call(operation, "embeddings", completion);
            case RETRIEVAL -> retrieval(operation, completion);
            case TOOL -> time("llmops.tool.duration", named("tool", operation, completion), completion.elapsed());
            case AGENT -> time("llmops.agent.duration", named("agent", operation, completion), completion.elapsed());
        }
    }

    private void call(Operation operation, String name, Completion completion) {
        CallRecord record = completion.record();
        if (record == null) {
            return;
        }
        Tags model = Tags.of(
                Tag.of("scenario", operation.scenario()),
                Tag.of("provider", operation.provider() == null ? "unknown" : operation.provider()),
                Tag.of("model", model(operation)));
        Tags call = model.and("operation", name);
        time(
                "llmops.call.duration",
                call.and(
                        Tag.of("outcome", lower(record.outcome())),
                        Tag.of("error", completion.failure().orElse(NONE))),
                completion.elapsed());
        record.timeToFirstToken().ifPresent(t -> time("llmops.call.first_token", call, t));
        tokens(record, call, model);
        cost(record, model);
        attempts(operation, record.attempts());
        words(operation, record.wordMatches());
    }

    /** Without its provider, which is a tag of its own. */
    private static String model(Operation operation) {
        String prefix = operation.provider() + "/";
        return operation.name().startsWith(prefix) ? operation.name().substring(prefix.length()) : operation.name();
    }

    private void tokens(CallRecord record, Tags call, Tags model) {
        if (!record.usage().isKnown()) {
            registry.counter("llmops.usage.unknown", model).increment();
        }
        for (TokenClass type : TokenClass.values()) {
            long tokens = record.usage().tokens(type);
            if (tokens > 0) {
                registry.counter("llmops.tokens", call.and("type", lower(type))).increment((double) tokens);
            }
        }
    }

    private void cost(CallRecord record, Tags model) {
        if (record.cost().isPresent()) {
            Money cost = record.cost().get();
            registry.counter("llmops.cost", model.and("currency", cost.currency()))
                    .increment(cost.amount().doubleValue());
        } else if (!record.attempts().isEmpty()) {
            registry.counter("llmops.cost.unknown", model).increment();
        }
    }

    private void attempts(Operation operation, List<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            registry.counter(
                            "llmops.attempts",
                            Tags.of(
                                    Tag.of("scenario", operation.scenario()),
                                    Tag.of("endpoint", attempt.endpoint()),
                                    Tag.of("error", attempt.failure().orElse(NONE))))
                    .increment();
        }
    }

    private void words(Operation operation, List<WordMatch> matches) {
        for (WordMatch match : matches) {
            registry.counter(
                            "llmops.word.matches",
                            Tags.of(
                                    Tag.of("scenario", operation.scenario()),
                                    Tag.of("stage", lower(match.stage())),
                                    Tag.of("category", match.category())))
                    .increment();
        }
    }

    private void retrieval(Operation operation, Completion completion) {
        KnowledgeUse knowledge = completion.knowledge();
        String hit = knowledge == null ? "error" : String.valueOf(knowledge.hit());
        registry.counter(
                        "llmops.knowledge.questions",
                        Tags.of(
                                Tag.of("scenario", operation.scenario()),
                                Tag.of("knowledge", operation.name()),
                                Tag.of("hit", hit)))
                .increment();
    }

    private static Tags named(String what, Operation operation, Completion completion) {
        return Tags.of(
                Tag.of("scenario", operation.scenario()),
                Tag.of(what, operation.name()),
                Tag.of("error", completion.failure().orElse(NONE)));
    }

    private void time(String name, Tags tags, Duration time) {
        registry.timer(name, tags).record(time);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
