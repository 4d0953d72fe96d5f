package io.llmops.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.DocumentChange;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.DocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes changes in as a knowledge base does: documents and position in one commit, and only then durable. */
final class Index {

    final Map<String, String> texts = new TreeMap<>();
    final Map<String, SourceDocument> documents = new TreeMap<>();
    final Map<String, String> failed = new TreeMap<>();
    final List<String> told = new ArrayList<>();

    @Nullable String position;

    /** Reads to the end. */
    void sync(ChangeConnector source) {
        boolean caughtUp = false;
        while (!caughtUp) {
            caughtUp = commit(source.next(position, Duration.ZERO)).caughtUp();
            source.durable(String.valueOf(position));
        }
    }

    /** What is in the index after a crash that came before the offsets were committed. */
    ChangeBatch commit(ChangeBatch batch) {
        for (DocumentChange change : batch.changes()) {
            told.add(change.id());
            if (change instanceof DocumentChange.Upsert upsert) {
                take(upsert.document());
            } else {
                texts.remove(change.id());
                documents.remove(change.id());
            }
        }
        position = batch.position();
        return batch;
    }

    SourceDocument document(String id) {
        return requireNonNull(documents.get(id), id);
    }

    private void take(SourceDocument document) {
        try (InputStream in = document.open()) {
            texts.put(document.id(), new String(in.readAllBytes(), UTF_8));
            documents.put(document.id(), document);
        } catch (DocumentException e) {
            failed.put(document.id(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
