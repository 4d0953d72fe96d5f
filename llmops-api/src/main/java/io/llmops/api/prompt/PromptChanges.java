package io.llmops.api.prompt;

import java.util.List;
import java.util.Map;

/**
 * What has changed in a {@link PromptStore}.
 *
 * @param revision the store's revision at that moment
 * @param whole whether this is everything that the store has, in place of what the asker knew: so when the store was
 *     replaced by an older one
 * @param versions versions that were added
 * @param labels text of the labels that were changed, by prompt
 */
public record PromptChanges(long revision, boolean whole, List<Version> versions, Map<String, String> labels) {

    /** Copies both. */
    public PromptChanges {
        versions = List.copyOf(versions);
        labels = Map.copyOf(labels);
    }

    /**
     * A version's text.
     *
     * @param name the prompt's name
     * @param number the version's number
     * @param text the whole version, as the registry wrote it
     */
    public record Version(String name, int number, String text) {}
}
