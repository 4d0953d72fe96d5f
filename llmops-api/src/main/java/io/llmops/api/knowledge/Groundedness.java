package io.llmops.api.knowledge;

/**
 * Whether an answer is supported by its passages, and how that was judged. It is never true by default.
 *
 * @param method how it was judged
 * @param share share of the answer's sentences that were found supported, 0 to 1; 0 where nothing was judged
 */
public record Groundedness(Method method, double share) {

    /** How support was judged. */
    public enum Method {
        /** Not judged at all. */
        NONE,
        /** Each sentence was looked for, word for word, in the passage that it cites. */
        QUOTE
    }

    /** Not judged. */
    public static Groundedness none() {
        return new Groundedness(Method.NONE, 0);
    }
}
