package io.llmops.api.agent;

import static java.util.Objects.requireNonNull;

import io.llmops.api.model.Money;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hard limits of an agent run. None can be switched off; money alone has no default, since not every model has a price. Immutable. */
public final class AgentLimits {

    /** Default of {@link #steps()}: {@value}. */
    public static final int DEFAULT_STEPS = 25;
    /** Default of {@link #toolCalls()}: {@value}. */
    public static final int DEFAULT_TOOL_CALLS = 50;
    /** Default of {@link #tokens()}: {@value}. */
    public static final long DEFAULT_TOKENS = 200_000;
    /** Default of {@link #time()}: five minutes. */
    public static final Duration DEFAULT_TIME = Duration.ofMinutes(5);

    private final int steps;
    private final int toolCalls;
    private final long tokens;
    private final @Nullable Money money;
    private final Duration time;

    private AgentLimits(Builder b) {
        this.steps = b.steps;
        this.toolCalls = b.toolCalls;
        this.tokens = b.tokens;
        this.money = b.money;
        this.time = b.time;
    }

    /** The defaults. */
    public static AgentLimits defaults() {
        return builder().build();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** At most so many model calls of the loop. */
    public int steps() {
        return steps;
    }

    /** At most so many tool calls, denied ones included. */
    public int toolCalls() {
        return toolCalls;
    }

    /** At most so many tokens, checked after each step. */
    public long tokens() {
        return tokens;
    }

    /** At most so much money, checked after each step; no limit where empty. */
    public Optional<Money> money() {
        return Optional.ofNullable(money);
    }

    /** At most so long. */
    public Duration time() {
        return time;
    }

    /** Builds {@link AgentLimits}. Not thread-safe. */
    public static final class Builder {
        private int steps = DEFAULT_STEPS;
        private int toolCalls = DEFAULT_TOOL_CALLS;
        private long tokens = DEFAULT_TOKENS;
        private @Nullable Money money;
        private Duration time = DEFAULT_TIME;

        private Builder() {}

        /**
         * At most so many steps.
         *
         * @throws IllegalArgumentException if {@code steps} is not positive
         */
        public Builder steps(int steps) {
            this.steps = (int) positive("steps", steps);
            return this;
        }

        /**
         * At most so many tool calls.
         *
         * @throws IllegalArgumentException if {@code toolCalls} is not positive
         */
        public Builder toolCalls(int toolCalls) {
            this.toolCalls = (int) positive("toolCalls", toolCalls);
            return this;
        }

        /**
         * At most so many tokens.
         *
         * @throws IllegalArgumentException if {@code tokens} is not positive
         */
        public Builder tokens(long tokens) {
            this.tokens = positive("tokens", tokens);
            return this;
        }

        /**
         * At most so much money.
         *
         * @throws IllegalArgumentException if {@code money} is not positive
         */
        public Builder money(Money money) {
            if (money.amount().signum() <= 0) {
                throw new IllegalArgumentException("money must be positive, but is " + money);
            }
            this.money = money;
            return this;
        }

        /**
         * At most so long.
         *
         * @throws IllegalArgumentException if {@code time} is not positive
         */
        public Builder time(Duration time) {
            if (requireNonNull(time, "time").isNegative() || time.isZero()) {
                throw new IllegalArgumentException("time must be positive, but is " + time);
            }
            this.time = time;
            return this;
        }

        /** The limits. */
        public AgentLimits build() {
            return new AgentLimits(this);
        }

        private static long positive(String what, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " must be positive, but is " + value);
            }
            return value;
        }
    }
}
