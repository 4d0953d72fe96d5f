package io.llmops.core.endpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Orders endpoints for one call. */
final class Order {

    private final Routing routing;
    private final EndpointPrice prices;
    private final RandomGenerator random;

    Order(Routing routing, EndpointPrice prices, RandomGenerator random) {
        this.routing = routing;
        this.prices = prices;
        this.random = random;
    }

    List<Lane> of(List<Lane> lanes) {
        if (lanes.size() == 1) {
            return lanes;
        }
        return switch (routing) {
            case WEIGHTED -> weighted(lanes);
            case LEAST_BUSY -> sorted(lanes, Lane::busy);
            case LOWEST_LATENCY -> sorted(lanes, Lane::latency);
            case LOWEST_COST -> sorted(lanes, lane -> prices.of(lane.endpoint()));
        };
    }

    /** Figures change while calls end, so each is read once. */
    private static List<Lane> sorted(List<Lane> lanes, ToDoubleFunction<Lane> figure) {
        record Figured(Lane lane, double figure) {}
        return lanes.stream()
                .map(lane -> new Figured(lane, figure.applyAsDouble(lane)))
                .sorted(Comparator.comparingDouble(Figured::figure))
                .map(Figured::lane)
                .toList();
    }

    /** Draws one after the other without putting back, each in proportion to its weight. */
    private List<Lane> weighted(List<Lane> lanes) {
        List<Lane> rest = new ArrayList<>(lanes);
        List<Lane> drawn = new ArrayList<>(lanes.size());
        long total = rest.stream().mapToLong(lane -> lane.endpoint().weight()).sum();
        while (!rest.isEmpty()) {
            long at = random.nextLong(total);
            for (int i = 0; i < rest.size(); i++) {
                Lane lane = rest.get(i);
                at -= lane.endpoint().weight();
                if (at < 0) {
                    rest.remove(i);
                    drawn.add(lane);
                    total -= lane.endpoint().weight();
                    break;
                }
            }
        }
        return drawn;
    }
}
