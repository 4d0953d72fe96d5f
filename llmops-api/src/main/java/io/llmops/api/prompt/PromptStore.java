package io.llmops.api.prompt;

/**
 * Where a registry keeps prompts, such as a database. A store knows nothing of what the texts say: versions are only ever
 * added, labels are one text a prompt, and each change has a revision, a number that grows. Thread-safe. Who opened it
 * closes it.
 */
public interface PromptStore extends AutoCloseable {

    /**
     * What has changed after a revision, as of one moment. Asked several times a second, so that nothing new must cost
     * little.
     *
     * @param revision what the last answer gave; 0 for everything
     * @throws io.llmops.api.exception.StoreException if the store does not answer
     */
    PromptChanges changes(long revision);

    /**
     * Adds a version if it is the next one; at once, whole, and for good.
     *
     * @return false, and nothing has changed, if the newest version of that name is not {@code number - 1}, since another
     *     was faster
     * @throws io.llmops.api.exception.StoreException if it cannot be kept; then nothing has changed
     */
    boolean add(String name, int number, String text);

    /**
     * Replaces the text of a prompt's labels if it is still what the caller has seen; at once and whole.
     *
     * @param before what the caller has seen; empty if there was none
     * @return false, and nothing has changed, if it is another text by now
     * @throws io.llmops.api.exception.StoreException if it cannot be kept; then nothing has changed
     */
    boolean replaceLabels(String name, String before, String after);

    @Override
    void close();
}
