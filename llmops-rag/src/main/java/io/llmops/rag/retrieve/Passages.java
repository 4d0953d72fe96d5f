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

/** Hits as others see them. */
final class Passages {

    private static final String BETWEEN = " · ";
    private static final String STEP = " > ";
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

    /** {@code Leave policy · Carrying over}, {@code handbook.pdf, page 2}: the title or else the id, page and heading. */
    private static String title(Hit hit) {
        Map<String, String> metadata = hit.metadata();
        String title = metadata.getOrDefault(DocumentReader.TITLE, hit.document());
        String page = metadata.getOrDefault(DocumentReader.PAGE, "");
        String heading = below(title, metadata.getOrDefault(DocumentReader.HEADING, ""));
        if (!page.isBlank()) {
            title += (page.chars().allMatch(Character::isDigit) ? ", page " : ", ") + page;
        }
        return heading.isBlank() ? title : title + BETWEEN + heading;
    }

    /** A path of headings without its first one, where that is the title of the document again. */
    private static String below(String title, String heading) {
        if (heading.equals(title)) {
            return "";
        }
        return heading.startsWith(title + STEP) ? heading.substring(title.length() + STEP.length()) : heading;
    }
}
