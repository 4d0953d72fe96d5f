package io.llmops.core.prompt;

import org.jspecify.annotations.Nullable;

/** Where a template's partials come from. */
interface Partials {

    /**
     * The partial, indented as its tag is; null where there is none and that means empty.
     *
     * @param depth how many partials it stands in already
     * @throws io.llmops.api.exception.PromptException if it must be there and is not, or stands too deep
     */
    @Nullable Template find(Node.Partial partial, int depth);
}
