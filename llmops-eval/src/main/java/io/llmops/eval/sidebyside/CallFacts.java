package io.llmops.eval.sidebyside;

import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a call took, as its record in the ledger says.
 *
 * @param id the record's id in the ledger; empty if no call was begun
 * @param model the model that answered, as its provider names it, or null
 * @param usage tokens by class, over all attempts
 * @param cost what they cost, or null where the price or the usage is not known
 * @param latency from the call to its return, retries included
 * @param finishReason why the model stopped, or null if it did not say
 */
public record CallFacts(
        String id,
        @Nullable String model,
        Usage usage,
        @Nullable Money cost,
        Duration latency,
        @Nullable FinishReason finishReason) {

    /** Of a call that was never begun. */
    static final CallFacts NONE = new CallFacts("", null, Usage.none(), null, Duration.ZERO, null);

    static CallFacts of(CallRecord record) {
        return new CallFacts(
                record.id(),
                record.modelAnswered().orElse(null),
                record.usage(),
                record.cost().orElse(null),
                record.latency(),
                record.finishReason().orElse(null));
    }
}
