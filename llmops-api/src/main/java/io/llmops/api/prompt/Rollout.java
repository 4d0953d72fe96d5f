package io.llmops.api.prompt;

import io.llmops.api.exception.PromptException;
import io.llmops.api.model.CallContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which versions a label points to: one, or several of which each user gets one, by weight, and always the same.
 * Immutable.
 *
 * <p>The choice is weighted rendezvous hashing (Schindelhauer and Schomaker, "Weighted Distributed Hash Tables", 2005,
 * the logarithmic method). For each version, <i>u</i> is the first 53 bits of the SHA-256 of the prompt's name, a line
 * feed, the version's number, a line feed, and the {@link #key(CallContext) key}, in UTF-8, as a fraction between 0 and
 * 1 (a half is added to the last bit); the version with the greatest <i>weight</i> / -ln <i>u</i> wins, of equal ones
 * the one with the lower number. So nothing is stored, every process chooses alike, and when one weight is raised users
 * move to that version only, as many as its share has grown by.
 */
public final class Rollout {

    /** Most versions that a label points to. */
    public static final int MAX_VERSIONS = 20;

    /** The greatest weight. */
    public static final int MAX_WEIGHT = 1_000_000;

    private static final Rollout NONE = new Rollout(new TreeMap<>());
    private static final int UNUSED_BITS = Long.SIZE - 53;

    private final Map<Integer, Integer> weights;

    private Rollout(Map<Integer, Integer> weights) {
        this.weights = Collections.unmodifiableMap(weights);
    }

    /** To no version: the label is not set. */
    public static Rollout none() {
        return NONE;
    }

    /**
     * To one version, for all.
     *
     * @throws PromptException if {@code number} is less than 1
     */
    public static Rollout of(int number) {
        return of(Map.of(number, 1));
    }

    /**
     * To versions by weight: {@code Rollout.of(Map.of(3, 90, 5, 10))} gives a tenth of the users version 5.
     *
     * @param weights weight by version number; only their ratio counts
     * @throws PromptException if there is none or more than {@value #MAX_VERSIONS}, a number is less than 1, or a weight
     *     is not between 1 and {@value #MAX_WEIGHT}
     */
    public static Rollout of(Map<Integer, Integer> weights) {
        if (weights.isEmpty() || weights.size() > MAX_VERSIONS) {
            throw new PromptException(
                    "a label points to " + weights.size() + " versions: give it 1 to " + MAX_VERSIONS);
        }
        weights.forEach((number, weight) -> {
            if (number < 1) {
                throw new PromptException("a label points to version " + number + ": versions are numbered from 1");
            }
            if (weight < 1 || weight > MAX_WEIGHT) {
                throw new PromptException("version " + number + " has the weight " + weight + ": give it 1 to "
                        + MAX_WEIGHT + ", or leave the version out");
            }
        });
        return new Rollout(new TreeMap<>(weights));
    }

    /** Weight by version number, sorted by number; empty if it points to none. */
    public Map<Integer, Integer> weights() {
        return weights;
    }

    /** Whether it points to no version. */
    public boolean isNone() {
        return weights.isEmpty();
    }

    /**
     * What the choice is made by: tenant, a line feed and user, where a user is known; else the run; else the tenant;
     * empty if the context names none of these.
     */
    public static Optional<String> key(CallContext context) {
        return context.user()
                .map(user -> context.tenant().orElse("") + "\n" + user)
                .or(context::run)
                .or(context::tenant);
    }

    /**
     * The version for a caller; without a {@link #key(CallContext) key} the one with the greatest weight.
     *
     * @param prompt the prompt's name, so that it is not the same users who try every new version
     * @throws IllegalStateException if it points to no version
     */
    public int pick(String prompt, CallContext context) {
        if (isNone()) {
            throw new IllegalStateException("a label that is not set points to no version");
        }
        Optional<String> key = key(context);
        int best = 0;
        double bestScore = -1;
        for (Map.Entry<Integer, Integer> each : weights.entrySet()) {
            double score = key.isPresent() && weights.size() > 1
                    ? each.getValue() / -StrictMath.log(fraction(prompt + "\n" + each.getKey() + "\n" + key.get()))
                    : each.getValue();
            if (score > bestScore) {
                best = each.getKey();
                bestScore = score;
            }
        }
        return best;
    }

    private static double fraction(String text) {
        long bits = ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
                        .getLong()
                >>> UNUSED_BITS;
        return (bits + 0.5) / (1L << 53);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Rollout r && weights.equals(r.weights);
    }

    @Override
    public int hashCode() {
        return weights.hashCode();
    }

    /** Such as {@code 3}, {@code 3: 90, 5: 10} or {@code none}. */
    @Override
    public String toString() {
        if (weights.size() == 1) {
            return String.valueOf(weights.keySet().iterator().next());
        }
        return isNone()
                ? "none"
                : weights.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .collect(Collectors.joining(", "));
    }
}
