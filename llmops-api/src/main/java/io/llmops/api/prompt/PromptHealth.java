package io.llmops.api.prompt;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a registry is doing. Whatever it says, what was last understood is served.
 *
 * @param seenAt when the store last answered
 * @param away why the store does not answer now, or null if it does
 * @param problems what cannot be used as it is kept, such as a broken file, by place
 */
public record PromptHealth(Instant seenAt, @Nullable String away, List<Problem> problems) {

    /** Copies the list. */
    public PromptHealth {
        problems = List.copyOf(problems);
    }

    /**
     * Something that cannot be used.
     *
     * @param place file, or prompt and version, or prompt and label
     * @param reason what is wrong and what to do
     * @param since when it was noticed
     */
    public record Problem(String place, String reason, Instant since) {}

    /** Whether the store answers and all that was looked at can be used. */
    public boolean isGood() {
        return away == null && problems.isEmpty();
    }
}
