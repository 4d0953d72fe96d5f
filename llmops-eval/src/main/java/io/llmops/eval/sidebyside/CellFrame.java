package io.llmops.eval.sidebyside;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.context.CallFrame;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The call of one cell: books it under the prompt version, and learns what the ledger has of it. Used once. */
final class CellFrame implements CallFrame {

    private final String scenario;
    private final String question;
    private final String promptVersion;
    private final String id;
    private final AtomicReference<@Nullable String> unclaimed;
    private volatile @Nullable CallRecord record;

    CellFrame(String scenario, String question, String promptVersion, String id) {
        this.scenario = scenario;
        this.question = question;
        this.promptVersion = promptVersion;
        this.id = id;
        this.unclaimed = new AtomicReference<>(id);
    }

    @Override
    public String scenario() {
        return scenario;
    }

    @Override
    public String question() {
        return question;
    }

    @Override
    public Optional<String> claimId() {
        return Optional.ofNullable(unclaimed.getAndSet(null));
    }

    @Override
    public Optional<String> promptVersion() {
        return Optional.of(promptVersion);
    }

    @Override
    public List<WordMatch> wordMatches() {
        return List.of();
    }

    @Override
    public Closing close(String text) {
        return new Closing(Outcome.OK, null);
    }

    @Override
    public void recorded(CallRecord booked) {
        if (booked.id().equals(id)) {
            record = booked;
        }
    }

    /** What the ledger has of the call, once it ended. */
    Optional<CallRecord> record() {
        return Optional.ofNullable(record);
    }
}
