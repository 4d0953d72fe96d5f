package io.llmops.core.gateway;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.exception.LlmOpsException;
import io.llmops.api.exception.RateLimitedException;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.core.context.CallFrame;
import io.llmops.core.context.CallScope;
import io.llmops.core.ledger.ErrorClasses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One logical call from its start to its record. Written by one thread at a time; it ends once. */
final class Call {

    private static final Money FREE = Money.zero("USD");
    /** The tag of a record whose call a budget sent elsewhere, or let go on without room. */
    static final String BUDGET_TAG = "llmops.budget";

    private final Gateway gateway;
    private final CallSettings settings;
    private final CallKind kind;
    private final CallScope scope;
    private final Instant startedAt;
    private final long startedNanos;
    private final List<WordMatch> matches = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private CallReservations reservations = CallReservations.NONE;
    private final Observation observation;
    private @Nullable ChatResponseMetadata response;
    private int chunks;
    private final Said said = new Said();
    private @Nullable Duration timeToFirstToken;
    private boolean attempted;

    /**
     * Starts a call.
     *
     * @param override a context given with the request itself, which wins over the thread's
     * @param parameters the parameters of a chat's request, for observers
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
        CallScope current = CallScope.current();
        this.scope = override.map(current::with).orElse(current);
        this.startedAt = gateway.clock().instant();
        this.startedNanos = gateway.nanoTime();
        this.observation = gateway.observers().began(() -> operation(parameters));
    }

    private Operation operation(@Nullable ChatRequestParameters parameters) {
        Operation.Kind observed =
                switch (kind) {
                    case CHAT -> Operation.Kind.CHAT;
                    case STREAM -> Operation.Kind.STREAM;
                    case EMBEDDING -> Operation.Kind.EMBEDDING;
                };
        return new Operation(observed, settings.model(), scenario(), scope.context(), settings.provider(), parameters);
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

    /** What the provider said beside the text. */
    void answered(ChatResponseMetadata response) {
        this.response = response;
    }

    /** The scope that callbacks of this call run in. */
    CallScope scope() {
        return scope;
    }

    /** The scenario that the call is booked under. */
    String scenario() {
        return scope.frame().map(CallFrame::scenario).orElse(settings.scenario());
    }

    /** What was said, for the record. */
    Said said() {
        return said;
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

    void matched(List<WordMatch> found) {
        matches.addAll(found);
    }

    void reserved(CallReservations reservations) {
        this.reservations = reservations;
    }

    /** The cheaper model that a budget sends the call to, if one does. */
    Optional<CallLimits.Cheaper> cheaper() {
        return reservations.degraded().map(settings.limits().cheaper()::get);
    }

    /** From here on the model is called. */
    void attempt() {
        reservations.begin();
        attempted = true;
    }

    /** A piece of a stream came. */
    void chunk() {
        chunks++;
        if (timeToFirstToken == null) {
            timeToFirstToken = elapsed();
        }
    }

    /** Ends well. */
    void succeed(@Nullable String modelAnswered, Usage usage, List<String> tools, String text) {
        CallRecord.Builder record = record().modelAnswered(modelAnswered).tools(tools);
        scope.frame().filter(f -> kind != CallKind.EMBEDDING).ifPresent(frame -> {
            CallFrame.Closing closing = frame.close(text);
            record.outcome(closing.outcome()).knowledge(closing.knowledge());
        });
        end(record, modelAnswered, usage, null);
    }

    /** Ends badly; what the model had used by then, if that is known, is booked. */
    void fail(Throwable error, Usage usage) {
        CallRecord.Builder record =
                record().error(name(error)).errorClass(ErrorClasses.of(error)).outcome(outcome(error));
        scope.frame()
                .filter(f -> kind != CallKind.EMBEDDING)
                .ifPresent(frame -> record.knowledge(frame.close("").knowledge()));
        end(record, null, usage, error);
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
                .context(tagged())
                .promptVersion(scope.frame().flatMap(CallFrame::promptVersion).orElse(null))
                .modelAsked(settings.model())
                .timeToFirstToken(timeToFirstToken)
                .wordMatches(all);
    }

    private void end(
            CallRecord.Builder record, @Nullable String modelAnswered, Usage usage, @Nullable Throwable error) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Duration latency = elapsed();
        if (attempted) {
            record.usage(usage).attempts(List.of(attempt(latency, usage, error)));
        }
        Optional<Money> cost = attempted ? cost(modelAnswered, usage) : Optional.empty();
        settle(usage, cost, error);
        said.write(record, this);
        CallRecord kept = record.cost(cost.orElse(null)).latency(latency).build();
        gateway.ledger().write(kept);
        observation.ended(Completion.of(kept, response, chunks));
        scope.frame().filter(f -> kind != CallKind.EMBEDDING).ifPresent(frame -> frame.recorded(kept));
    }

    private void settle(Usage usage, Optional<Money> cost, @Nullable Throwable error) {
        if (attempted && error != null && !usage.isKnown()) {
            reservations.failed(error);
        } else if (attempted) {
            reservations.answered(usage, cost);
        }
        reservations.close(usage);
    }

    /** The caller's context, and what a budget did to the call beside refusing it. */
    private CallContext tagged() {
        if (reservations.degraded().isPresent()) {
            return scope.context().tag(BUDGET_TAG, "degraded");
        }
        return reservations.overdrawn() ? scope.context().tag(BUDGET_TAG, "overdrawn") : scope.context();
    }

    private String modelCalled() {
        return cheaper().map(CallLimits.Cheaper::model).orElse(settings.model());
    }

    private Attempt attempt(Duration latency, Usage usage, @Nullable Throwable error) {
        return Attempt.builder(modelCalled())
                .latency(latency)
                .usage(usage)
                .failure(error == null ? null : name(error), error == null ? null : ErrorClasses.of(error))
                .build();
    }

    /** By the name that the provider answered with, else by the one asked for; local models, and no tokens, are free. */
    private Optional<Money> cost(@Nullable String modelAnswered, Usage usage) {
        boolean local = cheaper().map(CallLimits.Cheaper::local).orElse(settings.local());
        if (local || (usage.isKnown() && usage.total() == 0)) {
            return Optional.of(FREE);
        }
        Optional<Money> byAnswer =
                modelAnswered == null ? Optional.empty() : gateway.prices().cost(modelAnswered, usage);
        return byAnswer.or(() -> gateway.prices().cost(modelCalled(), usage));
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
        return error instanceof GuardrailException ? Outcome.REFUSED_GUARD : Outcome.ERROR;
    }

    private static String name(Throwable error) {
        return error instanceof LlmOpsException e ? e.code() : error.getClass().getSimpleName();
    }
}
