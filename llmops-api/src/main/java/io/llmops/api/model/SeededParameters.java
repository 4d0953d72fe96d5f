package io.llmops.api.model;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a request with the seed that a model is to draw with, which LangChain4j has for some providers alone. The
 * gateway hands it to the endpoints whose provider takes one; other models ignore it. Immutable.
 */
public final class SeededParameters extends DefaultChatRequestParameters {

    private final int seed;

    private SeededParameters(ChatRequestParameters parameters, int seed) {
        super(new Copy().overrideWith(parameters));
        this.seed = seed;
    }

    /** The same parameters with a seed. */
    public static SeededParameters of(ChatRequestParameters parameters, int seed) {
        return new SeededParameters(parameters, seed);
    }

    /** The seed that parameters hold, if they do. */
    public static OptionalInt seed(@Nullable ChatRequestParameters parameters) {
        return parameters instanceof SeededParameters seeded ? OptionalInt.of(seeded.seed) : OptionalInt.empty();
    }

    /** The other's settings where it has any, and the seed of this one where it has none. */
    @Override
    public ChatRequestParameters overrideWith(ChatRequestParameters that) {
        return of(super.overrideWith(that), seed(that).orElse(seed));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof SeededParameters seeded && seed == seeded.seed;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), seed);
    }

    @Override
    public String toString() {
        return super.toString() + ", seed=" + seed;
    }

    private static final class Copy extends DefaultChatRequestParameters.Builder<Copy> {}
}
