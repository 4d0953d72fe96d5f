package io.llmops.core.prompt;

import java.nio.file.Path;
import java.time.Clock;

/**
 * Prompts as files that a team keeps in Git: a folder for each prompt, in it a Markdown file for each version
 * ({@code answer/0001.md}) and {@code labels.yaml}. Every call looks at the files, so that a change by {@code git pull} or
 * by another process needs no restart. Thread-safe; holds nothing that must be closed.
 *
 * <p>A file is written whole or not at all. Writers, also of other processes, wait for each other on the file
 * {@code .lock} in the directory, for at most ten seconds. A version file that was edited after it was published is not
 * used: who has read it before serves it on as it was, and who has not refuses it with a
 * {@link io.llmops.api.exception.PromptException}; the other versions stay readable. A {@code labels.yaml} that others
 * have changed counts when it has stood still for 300 ms, since an editor or Git may not write it in one piece.
 */
public final class FilePromptRegistry extends TextPromptRegistry {

    private FilePromptRegistry(Path directory, Clock clock, Problems problems) {
        super(new RememberingTexts(new DirectoryTexts(directory, clock), problems, clock), clock, problems);
    }

    /** The registry in a directory, which is made by the first publish if it is not there. */
    public static FilePromptRegistry open(Path directory) {
        return open(directory, Clock.systemUTC());
    }

    /** The registry in a directory; versions and moves of labels are dated by {@code clock}. */
    public static FilePromptRegistry open(Path directory, Clock clock) {
        return new FilePromptRegistry(directory.toAbsolutePath().normalize(), clock, new Problems(clock));
    }
}
