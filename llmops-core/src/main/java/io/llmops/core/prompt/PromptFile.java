package io.llmops.core.prompt;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.core.io.FileIo;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A draft in a file that a person wrote: front matter with {@code author}, {@code note}, {@code delimiters},
 * {@code variables} and {@code parameters}, all optional, then a heading {@code ## system}, {@code ## user} or
 * {@code ## assistant} above each message. Text without front matter and headings is the user message. It is the form of a
 * version's file, so that one can be copied, changed and published.
 *
 * <pre>
 * ---
 * delimiters: &lt;% %&gt;
 * variables:
 *   question: {description: what the user asked}
 *   days: {type: integer, default: 3}
 * parameters: {temperature: 0.2}
 * ---
 * ## system
 * Reply as {"answer": "...", "days": &lt;% days %&gt;}.
 * ## user
 * &lt;% question %&gt;
 * </pre>
 */
public final class PromptFile {

    private static final int MAX_BYTES = 8 << 20;

    private PromptFile() {}

    /**
     * Reads a draft to be published.
     *
     * @param name the prompt's name
     * @throws NotFoundException if there is no such file
     * @throws io.llmops.api.exception.StoreException if it cannot be read, or has more than 8 MiB
     * @throws io.llmops.api.exception.PromptException if it is no such file, or a setting is unknown or wrong
     */
    public static PromptDraft read(String name, Path file) {
        try {
            return VersionFile.readDraft(name, file, FileIo.read(file, MAX_BYTES));
        } catch (NoSuchFileException e) {
            throw new NotFoundException("prompt '" + name + "': there is no file " + file);
        }
    }
}
