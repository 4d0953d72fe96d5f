package io.llmops.core.prompt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a registry reads and writes the texts of prompts. Readers get what is known, which others may have changed less
 * than a second ago; writers start from what is there now. Thread-safe.
 */
interface PromptTexts {

    /** Names of the prompts that have a version, sorted. */
    List<String> names();

    /** Numbers of a prompt's versions, sorted; none if there is no such prompt. */
    List<Integer> numbers(String name);

    Optional<String> version(String name, int number);

    /** A prompt's labels; empty text if there are none. */
    String labels(String name);

    /** The newest number in the store now; 0 if there is none. */
    int newestNow(String name);

    /** A prompt's labels in the store now; empty text if there are none. */
    String labelsNow(String name);

    /** Adds a version; false if the newest number is not the one before, since another writer was faster. */
    boolean add(String name, int number, String text);

    /** Replaces a prompt's labels; false if they are not {@code before} any more, since another writer was faster. */
    boolean replaceLabels(String name, String before, String after);

    /** What a version is called in messages. */
    default String place(String name, int number) {
        return "prompt " + name + "@" + number;
    }

    /** What a prompt's labels are called in messages. */
    default String labelsPlace(String name) {
        return "labels of prompt " + name;
    }

    /** When the store last answered, and why it does not now. */
    Presence presence();

    /**
     * Whether a store answers.
     *
     * @param seenAt when it last did
     * @param away why it does not now; empty if it does
     */
    record Presence(Instant seenAt, Optional<String> away) {}
}
