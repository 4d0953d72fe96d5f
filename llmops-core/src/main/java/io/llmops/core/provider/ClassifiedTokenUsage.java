package io.llmops.core.provider;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.Usage;
import org.jspecify.annotations.Nullable;

/** What a provider once reported, with the classes that its tokens were found to be of. Immutable. */
public final class ClassifiedTokenUsage extends TokenUsage {

    private final Usage usage;

    /** Counts as they were reported, null where they were not, and what they came to. */
    public ClassifiedTokenUsage(
            @Nullable Integer input, @Nullable Integer output, @Nullable Integer total, Usage usage) {
        super(input, output, total);
        this.usage = requireNonNull(usage, "usage");
    }

    /** The same tokens by class. */
    public Usage usage() {
        return usage;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof ClassifiedTokenUsage that && usage.equals(that.usage);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + usage.hashCode();
    }
}
