package io.llmops.core.gateway;

import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import io.llmops.api.exception.LlmOpsException;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import io.llmops.core.budget.BudgetGrant;
import io.llmops.core.endpoint.AttemptListener;
import io.llmops.core.endpoint.Try;
import io.llmops.core.ledger.ErrorClasses;
import io.llmops.core.limit.RateLimiter;
import io.llmops.core.price.PriceBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call: what each used and cost, and what is set aside for the one that is going on. A further attempt
 * sets aside anew, once the one before is settled. Thread-safe.
 */
final class AttemptLog implements AttemptListener {

    private final PriceBook prices;
    private final Function<ChatResponseMetadata, Usage> reader;
    private final List<Attempt> done = new ArrayList<>();
    private final List<Going> going = new ArrayList<>(1);
    private final List<RateLimiter.Permit> permits = new ArrayList<>(0);
    /** What was reserved when the call was let in, by which further attempts reserve as much; null without a budget. */
    private @Nullable BudgetGrant grant;

    private boolean begun;
    private @Nullable Try last;

    /** An attempt that has not ended, and what is set aside for it. Hedged calls have two. */
    private record Going(Try attempt, @Nullable BudgetGrant reserved) {}

    /** @param reader tokens by class, from what an answer says of itself */
    AttemptLog(PriceBook prices, Function<ChatResponseMetadata, Usage> reader) {
        this.prices = prices;
        this.reader = reader;
    }

    /** What is set aside for the next attempt; further ones set aside as much. */
    synchronized void granted(BudgetGrant grant) {
        this.grant = grant;
        this.begun = false;
    }

    /** What the call has taken of a rate limit, once for all its attempts. */
    synchronized void permitted(RateLimiter.Permit permit) {
        permits.add(permit);
    }

    /** The cheaper model that a budget sends the call to, if one does. */
    synchronized Optional<String> degraded() {
        return Optional.ofNullable(grant).flatMap(BudgetGrant::degraded);
    }

    /** Whether the call goes on although a budget has no room for it. */
    synchronized boolean overdrawn() {
        return grant != null && grant.overdrawn();
    }

    @Override
    public synchronized void begins(Try attempt) {
        BudgetGrant reserved = grant == null || !begun ? grant : grant.again();
        begun = true;
        last = attempt;
        going.add(new Going(attempt, reserved));
    }

    @Override
    public synchronized void ended(Try attempt, @Nullable Throwable error) {
        last = attempt;
        if (error instanceof FilteredAnswerException filtered) {
            end(attempt, filtered.answer().modelName(), reader.apply(filtered.answer()), error);
        } else if (error != null) {
            ErrorClass kind = ErrorClasses.of(error);
            end(attempt, null, Billing.ofFailure(kind, error), error);
        }
    }

    /** The attempt that answered, or is going on, has used so much; nothing if there is none. */
    synchronized void used(@Nullable String modelAnswered, Usage usage, @Nullable Throwable error) {
        Try attempt = last;
        if (attempt != null) {
            end(attempt, modelAnswered, usage, error);
        }
    }

    private void end(Try attempt, @Nullable String modelAnswered, Usage usage, @Nullable Throwable error) {
        Going ending = take(attempt);
        if (ending == null) {
            return;
        }
        Optional<Money> cost = Billing.cost(attempt.endpoint(), modelAnswered, usage, prices);
        settle(ending.reserved(), usage, cost, error != null);
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

    private @Nullable Going take(Try attempt) {
        for (int i = 0; i < going.size(); i++) {
            if (going.get(i).attempt() == attempt) {
                return going.remove(i);
            }
        }
        return null;
    }

    /** A failure that used nothing was not billed, and is no request that counts. */
    private void settle(@Nullable BudgetGrant reserved, Usage usage, Optional<Money> cost, boolean failed) {
        if (reserved == null) {
            return;
        }
        if (failed && usage.equals(Usage.none())) {
            reserved.release();
        } else {
            reserved.settle(usage, cost, prices::convert);
        }
    }

    /** The call is over: what is still set aside was not needed. */
    synchronized void close() {
        if (!begun && grant != null) {
            grant.release();
        }
        going.forEach(g -> settle(g.reserved(), Usage.none(), Optional.empty(), true));
        going.clear();
        Usage used = usage();
        if (used.isKnown()) {
            permits.forEach(permit -> permit.used(done.isEmpty() ? 0 : Math.max(1, used.total())));
        }
    }

    synchronized List<Attempt> attempts() {
        return List.copyOf(done);
    }

    /** Tokens of all attempts. */
    synchronized Usage usage() {
        if (done.size() == 1) {
            return done.get(0).usage();
        }
        return done.stream().map(Attempt::usage).reduce(Usage.none(), Usage::plus);
    }

    /**
     * The sum of what is known, at least; empty where nothing is known, no attempt was made, or two currencies meet, which
     * are never added.
     */
    synchronized Optional<Money> cost() {
        if (done.size() == 1) {
            return done.get(0).cost();
        }
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
