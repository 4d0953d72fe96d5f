package io.llmops.rag.ingest;

import io.llmops.api.connect.Connector;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.rag.index.ChunkIndex;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Knows by the index which source its documents come from, and keeps another one from taking them out. */
final class SourceMemory {

    private final ChunkIndex index;
    private final String name;
    private final String source;
    private final boolean strict;

    /**
     * @param name of the knowledge base
     * @param strict whether documents of another source are protected
     */
    SourceMemory(ChunkIndex index, String name, List<Connector> sources, boolean strict) {
        this.index = index;
        this.name = name;
        this.source = sources.stream().map(Connector::description).collect(Collectors.joining(", "));
        this.strict = strict;
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
        if (!index.source().filter(source::equals).isPresent()) {
            index.source(source);
        }
    }
}
