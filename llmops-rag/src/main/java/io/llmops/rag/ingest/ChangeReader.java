package io.llmops.rag.ingest;

import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.DocumentChange;
import io.llmops.rag.index.ChunkIndex;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies what a source tells of changes, from where the index has read it to. */
final class ChangeReader {

    /** How long a source may think about whether there is more. */
    static final Duration WAIT = Duration.ofSeconds(1);

    private final ChangeConnector source;
    private final String origin;
    private final Intake intake;
    private @Nullable String position;

    ChangeReader(ChangeConnector source, ChunkIndex index, Intake intake) {
        this.source = source;
        this.origin = source.description();
        this.intake = intake;
        this.position = index.position(origin).orElse(null);
    }

    /** Reads until the source has no more. */
    void readAll() {
        readOn(source.next(position, WAIT));
    }

    /** The same, when the first batch is there already. */
    void readOn(ChangeBatch first) {
        ChangeBatch batch = first;
        apply(batch);
        while (!batch.caughtUp()) {
            batch = source.next(position, WAIT);
            apply(batch);
        }
        intake.commit();
    }

    private void apply(ChangeBatch batch) {
        intake.checkGoingOn();
        for (DocumentChange change : batch.changes()) {
            if (change instanceof DocumentChange.Upsert upsert) {
                if (intake.has(upsert.document())) {
                    intake.unchanged(change.id());
                } else {
                    intake.take(upsert.document(), origin);
                }
            } else {
                intake.remove(change.id());
            }
        }
        if (!Objects.equals(position, batch.position())) {
            position = batch.position();
            intake.reached(source, batch.position());
        }
    }
}
