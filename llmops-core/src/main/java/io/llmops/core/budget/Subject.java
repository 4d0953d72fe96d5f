package io.llmops.core.budget;

import io.llmops.api.model.CallContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose calls share one count of a budget or one rate limit. */
public enum Subject {
    /** All calls of what it is set on: of the scenario, or of the whole application. */
    ALL,
    /** One count for each scenario; on a scenario the same as {@link #ALL}. */
    SCENARIO,
    /** One count for each tenant. */
    TENANT,
    /** One count for each user of each tenant. */
    USER,
    /** One count for each run of each tenant. */
    RUN;

    private static final char SEPARATOR = '\u001f';

    /**
     * Names the count that a call belongs to. Calls that have no tenant, user or run share one count of their own, so that
     * leaving it out is no way around a limit.
     */
    public String key(String scenario, CallContext context) {
        return switch (this) {
            case ALL -> "";
            case SCENARIO -> scenario;
            case TENANT -> context.tenant().orElse("");
            case USER -> of(context, context.user());
            case RUN -> of(context, context.run());
        };
    }

    /** Says it for people: {@code tenant 'acme'}; null for all. */
    @Nullable String describe(String scenario, CallContext context) {
        return switch (this) {
            case ALL -> null;
            case SCENARIO -> "scenario '" + scenario + "'";
            case TENANT -> named("tenant", context.tenant());
            case USER -> named("user", context.user());
            case RUN -> named("run", context.run());
        };
    }

    private static String of(CallContext context, Optional<String> part) {
        return context.tenant().orElse("") + SEPARATOR + part.orElse("");
    }

    private static String named(String what, Optional<String> name) {
        return name.map(n -> what + " '" + n + "'").orElse("calls without a " + what);
    }
}
