package io.llmops.rag.retrieve;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.knowledge.Passage;
import io.llmops.rag.index.Hit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hits as others see them. */
final class Passages {

    private static final String BETWEEN = " > ";
    private static final String DOCUMENT = "document";

    private Passages() {}

    static Passage of(Hit hit) {
        return new Passage(hit.id(), hit.document(), title(hit), hit.text(), hit.score(), hit.metadata());
    }

    static Content content(Passage passage) {
        Map<String, String> metadata = new HashMap<>(passage.metadata());
        metadata.putIfAbsent(DOCUMENT, passage.document());
        return Content.from(
                TextSegment.from(passage.text(), Metadata.from(metadata)),
                Map.of(ContentMetadata.SCORE, passage.score(), ContentMetadata.EMBEDDING_ID, passage.id()));
    }

    /** The document's title, or its id, then page and heading where the reader told them. */
    private static String title(Hit hit) {
        Map<String, String> metadata = hit.metadata();
        return Stream.of(
                        metadata.getOrDefault(DocumentReader.TITLE, hit.document()),
                        metadata.get(DocumentReader.PAGE),
                        metadata.get(DocumentReader.HEADING))
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(BETWEEN));
    }
}
