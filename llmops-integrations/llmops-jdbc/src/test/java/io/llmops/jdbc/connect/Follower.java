package io.llmops.jdbc.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.DocumentChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Applies changes as a knowledge base does: documents and position together. */
final class Follower {

    final Map<String, String> documents = new TreeMap<>();
    /** Ids in the order in which they were handed over since the last look, removed ones with a minus. */
    final List<String> told = new ArrayList<>();

    @Nullable String position;

    /** Follows until there is nothing further. */
    void catchUp(ChangeConnector source) {
        boolean caughtUp = false;
        while (!caughtUp) {
            caughtUp = step(source).caughtUp();
        }
    }

    ChangeBatch step(ChangeConnector source) {
        ChangeBatch batch = source.next(position, Duration.ZERO);
        for (DocumentChange change : batch.changes()) {
            if (change instanceof DocumentChange.Upsert upsert) {
                told.add(change.id());
                try (InputStream in = upsert.document().open()) {
                    documents.put(change.id(), new String(in.readAllBytes(), UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            } else {
                told.add("-" + change.id());
                documents.remove(change.id());
            }
        }
        position = batch.position();
        return batch;
    }

    List<String> news(ChangeConnector source) {
        told.clear();
        catchUp(source);
        return List.copyOf(told);
    }
}
