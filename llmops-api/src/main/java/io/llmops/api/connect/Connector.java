package io.llmops.api.connect;

import java.util.function.Consumer;

/** A source of documents. Implementations are thread-safe; one call of {@link #read} lists the whole source. */
public interface Connector {

    /** What it reads, for people: a folder, a table. Another description is taken for another source. */
    String description();

    /**
     * Hands over every document that the source has now, one by one. What is not handed over is taken as removed. A
     * document may be opened after this method has returned, until the sync that it belongs to ends.
     *
     * @throws io.llmops.api.exception.DocumentException if the source itself cannot be read; nothing is taken as removed
     *     then
     */
    void read(Consumer<SourceDocument> visitor);
}
