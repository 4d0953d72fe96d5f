package io.llmops.api.prompt;

import io.llmops.api.model.CallContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Versions of prompts and the labels that point to them. Implementations are thread-safe. What is changed through a
 * registry is seen by its next call; what others change in the same store, within a second, and as a whole. What was once
 * understood is served on while its place in the store is broken, gone or away: {@link #health()} says so. Each
 * implementation runs {@code io.llmops.test.PromptRegistryContract}.
 */
public interface PromptRegistry {

    /**
     * Publishes a new version with the next number; its parent is the version that was the newest. Text that equals the
     * newest version's gives that version back.
     *
     * @throws io.llmops.api.exception.PromptException if the draft cannot be published, as by wrong syntax
     * @throws io.llmops.api.exception.StoreException if it cannot be kept; then nothing has changed
     */
    PromptVersion publish(PromptDraft draft);

    /**
     * Publishes a new version if the newest is still the one that the draft was made from. Text that equals the newest
     * version's gives that version back, whoever published it.
     *
     * @param expectedParent number of that version; 0 if there was none
     * @throws io.llmops.api.exception.PromptConflictException if another version was published since; it names that one
     * @throws io.llmops.api.exception.PromptException if the draft cannot be published, as by wrong syntax
     * @throws io.llmops.api.exception.StoreException if it cannot be kept; then nothing has changed
     */
    PromptVersion publish(PromptDraft draft, int expectedParent);

    /**
     * The version that a reference points to now, for nobody in particular: of a label with weights, the version with
     * the greatest.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such prompt, number or label; the message lists
     *     what there is
     */
    default PromptVersion get(PromptRef ref) {
        return get(ref, null, CallContext.empty());
    }

    /**
     * The version that a reference points to now, for a scenario and a caller: a label of the scenario's own wins over
     * the one for all, and of a label with weights the caller always gets the same version, as {@link Rollout} says.
     *
     * @param scenario the scenario's name, or null for the labels for all
     * @throws io.llmops.api.exception.NotFoundException if there is no such prompt, number or label; the message lists
     *     what there is
     */
    PromptVersion get(PromptRef ref, @Nullable String scenario, CallContext context);

    /** Names of all prompts, sorted. */
    List<String> names();

    /**
     * All versions of a prompt, oldest first.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such prompt
     */
    List<PromptVersion> versions(String name);

    /**
     * Labels of a prompt, those for all scenarios before those of single ones, sorted by scenario and label.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such prompt
     */
    List<PromptLabel> labels(String name);

    /**
     * Points a label of all scenarios to a version, at once and as a whole; returns the version.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such version
     * @throws io.llmops.api.exception.PromptException if {@code label} is no name that {@link PromptRef} reads as a
     *     label, or {@code number} is less than 1
     */
    default PromptVersion label(String name, String label, int number) {
        label(name, LabelChange.move(label).to(number).build());
        return get(PromptRef.parse(name + "@" + number));
    }

    /**
     * Moves a label, takes it back, or takes it away: at once and as a whole, together with the line in the
     * {@link #history(String)}.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such version, or no such label to take back or
     *     away
     * @throws io.llmops.api.exception.PromptException if a label for all has no place to go back to
     * @throws io.llmops.api.exception.StoreException if it cannot be kept; then nothing has changed
     */
    LabelMove label(String name, LabelChange change);

    /**
     * All that was done to a prompt's labels through a registry, oldest first; it only ever grows.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such prompt
     */
    List<LabelMove> history(String name);

    /** How the registry is doing: it looks at all that references can reach now. */
    PromptHealth health();
}
