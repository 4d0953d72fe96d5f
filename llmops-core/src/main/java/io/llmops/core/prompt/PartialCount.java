package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;

/** How many partials a walk through a template has entered: a few that each name the next one twice are very many. */
final class PartialCount {

    static final int MAX = 10_000;

    private int depth;
    private int entered;

    /**
     * Counts a partial in; returns how many it stands in.
     *
     * @throws PromptException if they are too many
     */
    int enter(Node.Partial partial) {
        if (++entered > MAX) {
            throw new PromptException(partial.at() + "partial '" + partial.name() + "' is one of more than " + MAX
                    + ": let partials name fewer others");
        }
        return depth++;
    }

    void leave() {
        depth--;
    }
}
