package io.llmops.core.gateway;

import io.llmops.api.model.Money;
import io.llmops.core.budget.BudgetMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one call has set aside in every budget that it must fit into: in all of them or in none. */
final class BudgetReservations {

    static final BudgetReservations NONE = new BudgetReservations(List.of());

    private final List<BudgetMeter.Reservation> open;

    private BudgetReservations(List<BudgetMeter.Reservation> open) {
        this.open = open;
    }

    /**
     * Reserves an upper bound everywhere.
     *
     * @throws io.llmops.api.exception.BudgetExceededException if one budget has no room; nothing stays reserved then
     */
    static BudgetReservations reserve(List<BudgetMeter> meters, Money bound) {
        if (meters.isEmpty()) {
            return NONE;
        }
        List<BudgetMeter.Reservation> open = new ArrayList<>();
        try {
            for (BudgetMeter meter : meters) {
                open.add(meter.reserve(bound));
            }
        } catch (RuntimeException e) {
            open.forEach(BudgetMeter.Reservation::release);
            throw e;
        }
        return new BudgetReservations(open);
    }

    /** Books what the call cost; all that was reserved where it was made and its cost is not known; nothing where it was not made. */
    void settle(Optional<Money> cost, boolean attempted) {
        for (BudgetMeter.Reservation reservation : open) {
            if (attempted) {
                reservation.settle(cost.orElse(reservation.amount()));
            } else {
                reservation.release();
            }
        }
    }
}
