package io.llmops.api.agent;

import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an agent run came to.
 *
 * @param text the answer, or what it had when it was stopped; untrusted
 * @param stopReason why it ended
 * @param steps what it did, in order
 * @param usage tokens of all its model calls
 * @param spent cost of all its model calls, or null where that is not known
 * @param error a stable name of the failure where it ended with {@link StopReason#ERROR}, otherwise null
 */
public record AgentResult(
        String text,
        StopReason stopReason,
        List<AgentStep> steps,
        Usage usage,
        @Nullable Money spent,
        @Nullable String error) {

    /** Copies the list. */
    public AgentResult {
        steps = List.copyOf(steps);
    }

    /** Cost of all its model calls, where it is known. */
    public Optional<Money> cost() {
        return Optional.ofNullable(spent);
    }
}
