package io.llmops.rag.ingest;

import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.Connector;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.rag.index.ChunkIndex;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows by the index which source its documents come from, and keeps another one from taking them out. */
final class SourceMemory {

    private final ChunkIndex index;
    private final String name;
    private final String source;
    private final boolean strict;

    SourceMemory(Ingestion ingestion) {
        this.index = ingestion.index;
        this.name = ingestion.name;
        this.source = Stream.concat(
                        ingestion.sources.stream().map(Connector::description),
                        ingestion.changes.stream().map(ChangeConnector::description))
                .collect(Collectors.joining(", "));
        this.strict = ingestion.keepSource;
    }

    /**
     * Checks, before anything is written, that these documents may be removed.
     *
     * @throws ConfigurationException if they come from another source, or from one that was never noted
     */
    void check(Collection<String> gone) {
        String former = index.source().orElse("another source");
        if (strict && !gone.isEmpty() && !former.equals(source)) {
            throw new ConfigurationException(gone.size() + " of the "
                    + index.documents().size() + " documents in knowledge base '" + name
                    + "' would be taken out, because they come from " + former + " and not from " + source
                    + ": ingest with --replace to do that, or into another directory to keep them");
        }
    }

    /** Notes the source with the next commit. */
    void remember() {
        if (index.source().filter(source::equals).isEmpty()) {
            index.source(source);
        }
    }
}
