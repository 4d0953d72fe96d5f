package io.llmops.core.gateway;

import static java.util.Objects.requireNonNull;

import io.llmops.core.cache.ResponseCache;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import io.llmops.core.guard.Guards;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How calls of one gateway model are routed, booked and limited.
 *
 * @param scenario the scenario that a call outside of a frame is booked under
 * @param route the endpoints
 * @param guards what messages and answers are judged by
 * @param limits budgets and rate limits that a call must fit into
 * @param maxOutputTokens output tokens of a chat that names no bound itself, or null for none
 * @param cache where chats look for their answer first, or null for none
 */
public record CallSettings(
        String scenario,
        Route route,
        Guards guards,
        CallLimits limits,
        @Nullable Integer maxOutputTokens,
        @Nullable ResponseCache cache) {

    /** Checks that route, guards and limits are there. */
    public CallSettings {
        requireNonNull(route, "route");
        requireNonNull(guards, "guards");
        requireNonNull(limits, "limits");
    }

    /** The model asked for, as the ledger keeps it: that of the endpoint that is called first by default. */
    String model() {
        return route.representative().model();
    }

    /** Every endpoint that a call may reach, also where a budget sends it elsewhere. */
    public List<Endpoint> reached() {
        return Stream.concat(Stream.of(route), limits.cheaper().values().stream())
                .flatMap(r -> r.endpoints().stream())
                .toList();
    }

    /** Whether every endpoint runs on the user's machine, so that no call costs anything. */
    boolean local() {
        return route.local();
    }
}
