package io.llmops.api.connect;

import java.util.Collection;
import java.util.List;

/**
 * Keys of {@link SourceDocument#metadata()} that a knowledge base acts on. Every value is a string; other keys are kept and
 * can be filtered by.
 */
public final class DocumentMetadata {

    /** When the source last changed the document: an ISO 8601 instant such as {@code 2026-11-24T08:00:00Z}. */
    public static final String SOURCE_TIME = "source_time";

    /**
     * Until when the document is valid, as an ISO 8601 instant. A knowledge base keeps and tells it; its search does not
     * leave out what is no longer valid.
     */
    public static final String VALID_UNTIL = "valid_until";

    /** The tenant that the document belongs to. */
    public static final String TENANT = "tenant";

    /** The groups of which a caller must have one to see the document, in the form that {@link #groups(Collection)} makes. */
    public static final String ALLOWED_GROUPS = "allowed_groups";

    private DocumentMetadata() {}

    /**
     * Names of groups as one metadata value: a line each.
     *
     * @throws IllegalArgumentException if a name is blank or has a line break
     */
    public static String groups(Collection<String> groups) {
        for (String group : groups) {
            if (group.isBlank() || group.lines().count() != 1) {
                throw new IllegalArgumentException("a group must be one line that is not blank: '" + group + "'");
            }
        }
        return String.join("\n", groups);
    }

    /** The names in a value that {@link #groups(Collection)} made. */
    public static List<String> groups(String value) {
        return value.lines().filter(group -> !group.isBlank()).toList();
    }
}
