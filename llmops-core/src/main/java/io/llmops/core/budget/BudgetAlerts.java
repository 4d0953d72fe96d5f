package io.llmops.core.budget;

import static java.util.Objects.requireNonNull;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetWindow;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener of each share of a budget once for each count and window, however many calls pass it. Thread-safe. */
public final class BudgetAlerts {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetAlerts.class);
    private static final int MOST_KEPT = 10_000;

    private final BudgetListener listener;
    private final ConcurrentMap<String, Told> told = new ConcurrentHashMap<>();

    private record Told(BudgetWindow window, double share) {}

    /** Alerts for that listener. */
    public BudgetAlerts(BudgetListener listener) {
        this.listener = requireNonNull(listener, "listener");
    }

    /** Alerts as warnings in the log. */
    public static BudgetAlerts logged() {
        return new BudgetAlerts(alert -> LOG.warn("{}", alert));
    }

    void tell(BudgetClaim claim, BudgetAlert alert) {
        if (isNews(claim.counter(), new Told(claim.window(), alert.share()))) {
            try {
                listener.alert(alert);
            } catch (RuntimeException e) {
                LOG.warn(
                        "a budget listener failed on {}: {}",
                        alert.budget(),
                        e.getClass().getName());
            }
        }
    }

    private boolean isNews(String counter, Told now) {
        if (told.size() >= MOST_KEPT) {
            told.values().removeIf(t -> t.window.end().isBefore(now.window.end()));
        }
        boolean[] news = new boolean[1];
        told.compute(counter, (key, before) -> {
            news[0] = before == null || !before.window.equals(now.window) || before.share < now.share;
            return news[0] ? now : before;
        });
        return news[0];
    }
}
