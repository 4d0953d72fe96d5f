package io.llmops.core.gateway;

import io.llmops.api.exception.LlmOpsException;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import io.llmops.core.endpoint.AttemptListener;
import io.llmops.core.endpoint.Try;
import io.llmops.core.ledger.ErrorClasses;
import io.llmops.core.price.PriceBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call: what each used and cost, and what is set aside for the one that is going on. A further attempt
 * sets aside anew, once the one before is settled. Thread-safe.
 */
final class AttemptLog implements AttemptListener {

    private final PriceBook prices;
    private final List<Attempt> done = new ArrayList<>();
    private Supplier<BudgetReservations> reserve = () -> BudgetReservations.NONE;
    private BudgetReservations open = BudgetReservations.NONE;
    private boolean reserved;
    private @Nullable Try going;

    AttemptLog(PriceBook prices) {
        this.prices = prices;
    }

    /** Sets aside for the first attempt, and remembers how to for further ones. */
    synchronized void reserve(Supplier<BudgetReservations> reserve) {
        this.reserve = reserve;
        this.open = reserve.get();
        this.reserved = true;
    }

    @Override
    public synchronized void begins(Try attempt) {
        if (!reserved) {
            open = reserve.get();
        }
        reserved = false;
        going = attempt;
    }

    @Override
    public synchronized void ended(Try attempt, @Nullable Throwable error) {
        if (error != null) {
            ErrorClass kind = ErrorClasses.of(error);
            end(attempt, null, Billing.ofFailure(kind, error), error);
        }
    }

    /** The attempt that is going on has used so much, whether it answered or not; nothing if none is going on. */
    synchronized void used(@Nullable String modelAnswered, Usage usage, @Nullable Throwable error) {
        Try attempt = going;
        if (attempt != null) {
            end(attempt, modelAnswered, usage, error);
        }
    }

    private void end(Try attempt, @Nullable String modelAnswered, Usage usage, @Nullable Throwable error) {
        if (going != attempt) {
            return;
        }
        going = null;
        Optional<Money> cost = Billing.cost(attempt.endpoint(), modelAnswered, usage, prices);
        open.settle(cost, true);
        open = BudgetReservations.NONE;
        done.add(Attempt.builder(attempt.endpoint().name())
                .kind(attempt.kind())
                .model(attempt.endpoint().model())
                .waited(attempt.waited())
                .latency(attempt.elapsed())
                .usage(usage)
                .cost(cost.orElse(null))
                .failure(error == null ? null : name(error), error == null ? null : ErrorClasses.of(error))
                .unseenRetries(!attempt.endpoint().owned())
                .build());
    }

    /** The call is over: what is still set aside was not needed. */
    synchronized void close() {
        open.settle(Optional.empty(), false);
        open = BudgetReservations.NONE;
    }

    synchronized List<Attempt> attempts() {
        return List.copyOf(done);
    }

    /** Tokens of all attempts. */
    synchronized Usage usage() {
        return done.stream().map(Attempt::usage).reduce(Usage.none(), Usage::plus);
    }

    /**
     * The sum of what is known, at least; empty where nothing is known, no attempt was made, or two currencies meet, which
     * are never added.
     */
    synchronized Optional<Money> cost() {
        List<Money> known = done.stream().flatMap(a -> a.cost().stream()).toList();
        List<Money> paid = known.stream().filter(m -> m.amount().signum() != 0).toList();
        if (paid.stream().map(Money::currency).distinct().count() > 1) {
            return Optional.empty();
        }
        return paid.stream().reduce(Money::plus).or(() -> known.stream().findFirst());
    }

    /** A stable name of a failure; never its message. */
    static String name(Throwable error) {
        return error instanceof LlmOpsException e ? e.code() : error.getClass().getSimpleName();
    }
}
