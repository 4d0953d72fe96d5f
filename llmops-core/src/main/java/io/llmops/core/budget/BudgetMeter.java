package io.llmops.core.budget;

import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.model.Money;
import java.time.Clock;

/**
 * Counts what was spent and reserved against a budget. A call reserves its upper bound first and settles what it really
 * cost after, so that no number of threads can overshoot. Thread-safe.
 */
public final class BudgetMeter {

    private final String subject;
    private final Budget budget;
    private final Clock clock;
    private String window = "";
    private Money spent;
    private Money reserved;

    /**
     * A meter that has counted nothing yet.
     *
     * @param subject what is limited, for messages: {@code scenario 'support'}
     */
    public BudgetMeter(String subject, Budget budget, Clock clock) {
        this.subject = subject;
        this.budget = budget;
        this.clock = clock;
        this.spent = Money.zero(budget.limit().currency());
        this.reserved = spent;
    }

    /** The budget. */
    public Budget budget() {
        return budget;
    }

    /** Spent in the period that is running. */
    public synchronized Money spent() {
        roll();
        return spent;
    }

    /**
     * Sets an upper bound aside.
     *
     * @throws BudgetExceededException if spent, reserved and this could exceed the limit; then nothing is set aside
     * @throws IllegalArgumentException if {@code upperBound} is in another currency
     */
    public synchronized Reservation reserve(Money upperBound) {
        roll();
        Money taken = spent.plus(reserved);
        if (taken.plus(upperBound).compareTo(budget.limit()) > 0) {
            throw new BudgetExceededException(subject + ": a call that may cost up to " + upperBound.display()
                    + " was refused, since " + taken.display() + " of " + budget + " are spent or reserved");
        }
        reserved = reserved.plus(upperBound);
        return new Reservation(window, upperBound);
    }

    /** A new period starts at zero; reservations stay, since their calls still run. */
    private void roll() {
        String now = budget.window(clock.instant());
        if (!now.equals(window)) {
            window = now;
            spent = Money.zero(budget.limit().currency());
        }
    }

    /** An amount set aside for one call; ends once, by {@link #settle} or {@link #release}. */
    public final class Reservation {
        private final String reservedIn;
        private final Money amount;
        private boolean open = true;

        private Reservation(String reservedIn, Money amount) {
            this.reservedIn = reservedIn;
            this.amount = amount;
        }

        /** The amount set aside. */
        public Money amount() {
            return amount;
        }

        /** The call cost so much; booked in the period in which it was reserved, if that still runs. */
        public void settle(Money cost) {
            synchronized (BudgetMeter.this) {
                if (end()) {
                    roll();
                    if (reservedIn.equals(window)) {
                        spent = spent.plus(cost);
                    }
                }
            }
        }

        /** The call cost nothing. */
        public void release() {
            synchronized (BudgetMeter.this) {
                end();
            }
        }

        private boolean end() {
            if (!open) {
                return false;
            }
            open = false;
            reserved = reserved.minus(amount);
            return true;
        }
    }
}
