package io.llmops.api.prompt;

import java.util.List;
import java.util.Map;

/**
 * Versions of prompts and the labels that point to them. Implementations are thread-safe; a change is seen by the next
 * call. Each implementation runs {@code io.llmops.test.PromptRegistryContract}.
 */
public interface PromptRegistry {

    /**
     * Publishes a new version with the next number. Text that equals the newest version's gives that version back.
     *
     * @throws io.llmops.api.exception.PromptException if a template has wrong syntax
     * @throws io.llmops.api.exception.StoreException if it cannot be kept; then nothing has changed
     */
    PromptVersion publish(PromptDraft draft);

    /**
     * The version that a reference points to now.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such prompt, number or label; the message lists
     *     what there is
     */
    PromptVersion get(PromptRef ref);

    /** Names of all prompts, sorted. */
    List<String> names();

    /**
     * All versions of a prompt, oldest first.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such prompt
     */
    List<PromptVersion> versions(String name);

    /**
     * Labels of a prompt and the numbers that they point to, sorted by label.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such prompt
     */
    Map<String, Integer> labels(String name);

    /**
     * Points a label to a version, at once and as a whole; returns the version.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such version
     * @throws io.llmops.api.exception.PromptException if {@code label} is no name that {@link PromptRef} reads
     */
    PromptVersion label(String name, String label, int number);
}
