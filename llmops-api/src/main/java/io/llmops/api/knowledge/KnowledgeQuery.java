package io.llmops.api.knowledge;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/** A question to a knowledge base. Immutable. */
public final class KnowledgeQuery {

    private final String question;
    private final int top;

    private KnowledgeQuery(String question, int top) {
        this.question = question;
        this.top = top;
    }

    /**
     * A question with the knowledge base's own settings.
     *
     * @throws IllegalArgumentException if {@code question} is blank
     */
    public static KnowledgeQuery of(String question) {
        if (requireNonNull(question, "question").isBlank()) {
            throw new IllegalArgumentException("question must not be blank");
        }
        return new KnowledgeQuery(question, 0);
    }

    /**
     * A copy that asks for at most so many passages.
     *
     * @throws IllegalArgumentException if {@code top} is not positive
     */
    public KnowledgeQuery top(int top) {
        if (top < 1) {
            throw new IllegalArgumentException("top must be positive, but is " + top);
        }
        return new KnowledgeQuery(question, top);
    }

    /** The question. */
    public String question() {
        return question;
    }

    /** At most so many passages; the knowledge base's setting where empty. */
    public OptionalInt top() {
        return top > 0 ? OptionalInt.of(top) : OptionalInt.empty();
    }
}
