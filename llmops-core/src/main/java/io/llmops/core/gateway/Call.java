package io.llmops.core.gateway;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.exception.RateLimitedException;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.SeededParameters;
import io.llmops.api.model.Usage;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.core.cache.CachedCall;
import io.llmops.core.context.CallFrame;
import io.llmops.core.context.CallScope;
import io.llmops.core.endpoint.Route;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.GuardHit;
import io.llmops.core.ledger.ErrorClasses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One logical call from its start to its record. Written by one thread at a time; it ends once. */
final class Call {

    /** The tag of a record whose call a budget let go on without room. */
    static final String BUDGET_TAG = "llmops.budget";

    private final Gateway gateway;
    private final CallSettings settings;
    private final CallKind kind;
    private final String model;
    private final CallScope scope;
    private final Instant startedAt;
    private final long startedNanos;
    private final List<WordMatch> matches = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AttemptLog log;
    private final Observation observation;
    private final Said said = new Said();
    private final GuardContext guardContext;
    private final GuardedAnswer answer;
    private final OptionalInt seed;
    private @Nullable ChatResponseMetadata response;
    private @Nullable CachedCall keeper;
    private boolean cached;
    private int chunks;
    private @Nullable Duration timeToFirstToken;

    /**
     * Starts a call.
     *
     * @param override a context given with the request itself, which wins over the thread's
     * @param parameters the parameters of a chat's request, for observers; a model that they name is the one asked for
     */
    Call(
            Gateway gateway,
            CallSettings settings,
            CallKind kind,
            Optional<CallContext> override,
            @Nullable ChatRequestParameters parameters) {
        this.gateway = gateway;
        this.settings = settings;
        this.kind = kind;
        String named = parameters == null ? null : parameters.modelName();
        this.model = named == null ? settings.model() : named;
        CallScope current = CallScope.current();
        this.scope = override.map(current::with).orElse(current);
        this.startedAt = gateway.clock().instant();
        this.startedNanos = gateway.nanoTime();
        this.log = new AttemptLog(gateway.prices(), gateway::usage);
        this.guardContext =
                scope.frame().flatMap(CallFrame::guardContext).orElseGet(() -> GuardContext.of(settings.scenario()));
        this.answer = new GuardedAnswer(this);
        this.seed = SeededParameters.seed(parameters);
        this.observation = gateway.observers().began(() -> operation(parameters));
    }

    private Operation operation(@Nullable ChatRequestParameters parameters) {
        Operation.Kind observed =
                switch (kind) {
                    case CHAT -> Operation.Kind.CHAT;
                    case STREAM -> Operation.Kind.STREAM;
                    case EMBEDDING -> Operation.Kind.EMBEDDING;
                    case INGEST -> throw new IllegalArgumentException("no model is called to take a document in");
                };
        return new Operation(
                observed,
                model,
                scenario(),
                scope.context(),
                settings.route().representative().provider().orElse(null),
                parameters);
    }

    /** Runs the call of the model within the caller's scope, as the current operation of its observers. */
    <T> T within(Callable<T> work) throws Exception {
        Observation.Scope open = observation.open();
        try {
            return scope.call(work);
        } finally {
            open.close();
        }
    }

    /** Calls the caller back within its scope, with the operation as current that was so when it called. */
    void callBack(Runnable handler) {
        Observation.Scope open = observation.callback();
        try {
            scope.run(handler);
        } finally {
            open.close();
        }
    }

    /** The scope of its caller. */
    CallScope scope() {
        return scope;
    }

    /** The scenario that the call is booked under. */
    String scenario() {
        return scope.frame().map(CallFrame::scenario).orElse(settings.scenario());
    }

    CallSettings settings() {
        return settings;
    }

    Gateway gateway() {
        return gateway;
    }

    /** Whether question and passages were guarded by the scenario already. */
    boolean guarded() {
        return scope.frame().isPresent();
    }

    /** A guard found something. */
    void matched(List<GuardHit> hits, GuardContext place) {
        WordMatch.Origin origin = place.tool()
                .map(tool -> new WordMatch.Origin("tool:" + tool, null))
                .orElse(null);
        hits.forEach(h -> matches.add(h.at(place.stage(), origin)));
    }

    /** What guards remember of it. */
    GuardContext guardContext() {
        return guardContext;
    }

    /** The guards on its answer. */
    GuardedAnswer answer() {
        return answer;
    }

    /** The model has answered, and is asked again. */
    void tried(ChatResponseMetadata metadata) {
        response = metadata;
        log.used(metadata.modelName(), gateway.usage(metadata), null);
    }

    /** A request as its endpoint gets it: with the seed, which a model's own parameters have no place for. */
    ChatRequest seeded(ChatRequest request) {
        return seed.isEmpty()
                ? request
                : request.toBuilder()
                        .parameters(SeededParameters.of(request.parameters(), seed.getAsInt()))
                        .build();
    }

    /** What was said in it. */
    Said said() {
        return said;
    }

    /** The endpoints that it may reach: its settings', or a cheaper one where a budget says so. */
    Route route() {
        return log.degraded().map(settings.limits().cheaper()::get).orElse(settings.route());
    }

    /** What is left of its deadline, of which what came before the endpoints has taken a part; zero if it is up. */
    Duration remaining() {
        Duration left = settings.route().deadline().minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Its attempts so far. */
    AttemptLog log() {
        return log;
    }

    /** The answer comes from a cache: no model is called for it. */
    void fromCache() {
        cached = true;
    }

    /** Where the answer of a stream is kept when it is complete. */
    void keepIn(CachedCall cachedCall) {
        keeper = cachedCall;
    }

    /** Keeps a complete answer as the model gave it, if it is to be kept. */
    void keep(ChatResponse complete) {
        if (keeper != null) {
            keeper.keep(complete);
        }
    }

    /** The model has answered, though the answer is not let out yet. */
    void answered(ChatResponseMetadata response, Usage usage) {
        this.response = response;
        if (!cached) {
            log.used(response.modelName(), usage, null);
        }
    }

    /** A piece of a stream came. */
    void chunk() {
        chunks++;
        if (timeToFirstToken == null) {
            timeToFirstToken = elapsed();
        }
    }

    /** Ends well. */
    void succeed(@Nullable String modelAnswered, List<String> tools, String text) {
        CallRecord.Builder record = record().modelAnswered(modelAnswered).tools(tools);
        if (cached) {
            record.outcome(Outcome.CACHED);
        }
        scope.frame().filter(f -> kind != CallKind.EMBEDDING).ifPresent(frame -> {
            CallFrame.Closing closing = frame.close(text);
            boolean answers = closing.outcome() == Outcome.OK;
            record.outcome(cached && answers ? Outcome.CACHED : closing.outcome())
                    .knowledge(closing.knowledge());
        });
        end(record);
    }

    /** Ends badly, unless it has ended. */
    void fail(Throwable error) {
        if (ended.get()) {
            return;
        }
        CallRecord.Builder record = record().error(AttemptLog.name(error))
                .errorClass(ErrorClasses.of(error))
                .outcome(outcome(error));
        scope.frame()
                .filter(f -> kind != CallKind.EMBEDDING)
                .ifPresent(frame -> record.knowledge(frame.close("").knowledge()));
        end(record);
    }

    /** Ends badly, the attempt that is going on having used so much. */
    void fail(Throwable error, Usage usage) {
        log.used(null, usage, error);
        fail(error);
    }

    private CallRecord.Builder record() {
        String id = scope.frame()
                .filter(f -> kind != CallKind.EMBEDDING)
                .flatMap(CallFrame::claimId)
                .orElseGet(gateway::newId);
        List<WordMatch> all = new ArrayList<>(
                kind == CallKind.EMBEDDING
                        ? List.of()
                        : scope.frame().map(CallFrame::wordMatches).orElse(List.of()));
        all.addAll(matches);
        return CallRecord.builder(id, startedAt, kind, scenario())
                .context(log.overdrawn() ? scope.context().tag(BUDGET_TAG, "overdrawn") : scope.context())
                .degraded(log.degraded().isPresent())
                .promptVersion(scope.frame().flatMap(CallFrame::promptVersion).orElse(null))
                .modelAsked(model)
                .timeToFirstToken(timeToFirstToken)
                .wordMatches(all);
    }

    private void end(CallRecord.Builder record) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        log.close();
        said.write(record, this);
        CallRecord kept = record.attempts(log.attempts())
                .usage(log.usage())
                .cost(cached ? Billing.FREE : log.cost().orElse(null))
                .latency(elapsed())
                .build();
        gateway.ledger().write(kept);
        observation.ended(Completion.of(kept, response, chunks));
        scope.frame().filter(f -> kind != CallKind.EMBEDDING).ifPresent(frame -> frame.recorded(kept));
    }

    private Duration elapsed() {
        return Duration.ofNanos(gateway.nanoTime() - startedNanos);
    }

    private static Outcome outcome(Throwable error) {
        if (error instanceof BudgetExceededException) {
            return Outcome.REFUSED_BUDGET;
        }
        if (error instanceof RateLimitedException) {
            return Outcome.REFUSED_RATE;
        }
        if (error instanceof GuardrailException) {
            return Outcome.REFUSED_GUARD;
        }
        return ErrorClasses.of(error) == ErrorClass.CANCELLED ? Outcome.CANCELLED : Outcome.ERROR;
    }
}
