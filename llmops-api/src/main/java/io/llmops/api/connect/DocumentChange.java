package io.llmops.api.connect;

import static java.util.Objects.requireNonNull;

/** One thing that happened to a document of a {@link ChangeConnector}. */
public sealed interface DocumentChange {

    /** Id of the document that it happened to. */
    String id();

    /**
     * The document is new or has changed. Applying it twice is the same as applying it once.
     *
     * @param document as it is now
     */
    record Upsert(SourceDocument document) implements DocumentChange {

        /** Requires the document. */
        public Upsert {
            requireNonNull(document, "document");
        }

        @Override
        public String id() {
            return document.id();
        }
    }

    /**
     * The source no longer has the document. Removing one that was never there is no error.
     *
     * @param id of the document
     */
    record Remove(String id) implements DocumentChange {

        /** Requires the id. */
        public Remove {
            requireNonNull(id, "id");
        }
    }
}
