package io.llmops.api.model;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a call is made: tenant, user, groups, run and free tags. Opened around a piece of work by
 * {@code ops.with(context).call(...)}; every model call inside it is booked under it. Immutable and thread-safe.
 *
 * <p>Each method with an argument gives a changed copy: {@code CallContext.tenant("acme").user("u17")}.
 */
public final class CallContext {

    private static final CallContext EMPTY = new CallContext(null, null, Set.of(), null, Map.of());

    private final @Nullable String tenant;
    private final @Nullable String user;
    private final Set<String> groups;
    private final @Nullable String run;
    private final Map<String, String> tags;

    private CallContext(
            @Nullable String tenant,
            @Nullable String user,
            Set<String> groups,
            @Nullable String run,
            Map<String, String> tags) {
        this.tenant = tenant;
        this.user = user;
        this.groups = groups;
        this.run = run;
        this.tags = tags;
    }

    /** On nobody's behalf in particular. */
    public static CallContext empty() {
        return EMPTY;
    }

    /**
     * On behalf of one tenant.
     *
     * @throws IllegalArgumentException if {@code tenant} is blank
     */
    public static CallContext tenant(String tenant) {
        return new CallContext(notBlank("tenant", tenant), null, Set.of(), null, Map.of());
    }

    /**
     * A copy with that user.
     *
     * @throws IllegalArgumentException if {@code user} is blank
     */
    public CallContext user(String user) {
        return new CallContext(tenant, notBlank("user", user), groups, run, tags);
    }

    /** A copy with exactly these groups, which the caller belongs to. */
    public CallContext groups(String... groups) {
        Set<String> copy = new LinkedHashSet<>();
        for (String group : groups) {
            copy.add(notBlank("group", group));
        }
        return new CallContext(tenant, user, Set.copyOf(copy), run, tags);
    }

    /**
     * A copy that belongs to a run, such as one agent run or one experiment.
     *
     * @throws IllegalArgumentException if {@code run} is blank
     */
    public CallContext run(String run) {
        return new CallContext(tenant, user, groups, notBlank("run", run), tags);
    }

    /**
     * A copy with one more tag; a tag of the same name is replaced.
     *
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public CallContext tag(String name, String value) {
        Map<String, String> copy = new TreeMap<>(tags);
        copy.put(notBlank("tag name", name), requireNonNull(value, "value"));
        return new CallContext(tenant, user, groups, run, java.util.Collections.unmodifiableMap(copy));
    }

    /** The tenant, if any. */
    public Optional<String> tenant() {
        return Optional.ofNullable(tenant);
    }

    /** The user, if any. */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** The groups of the caller; empty by default. */
    public Set<String> groups() {
        return groups;
    }

    /** The run, if any. */
    public Optional<String> run() {
        return Optional.ofNullable(run);
    }

    /** Free tags by name, in the order of their names. */
    public Map<String, String> tags() {
        return tags;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof CallContext c
                && Objects.equals(tenant, c.tenant)
                && Objects.equals(user, c.user)
                && groups.equals(c.groups)
                && Objects.equals(run, c.run)
                && tags.equals(c.tags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, user, groups, run, tags);
    }

    @Override
    public String toString() {
        return "CallContext[tenant=" + tenant + ", user=" + user + ", groups=" + groups + ", run=" + run + ", tags="
                + tags + "]";
    }

    private static String notBlank(String what, String value) {
        if (requireNonNull(value, what).isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return value;
    }
}
