package io.llmops.rag.index;

import static java.util.Objects.requireNonNull;

/**
 * What an index is built for. It is remembered in the index, and an index is never opened with other settings.
 *
 * @param embeddingModel name of the model that makes the vectors; {@value #NONE} for a keyword-only index
 * @param dimension length of every vector, from 1 to {@value #MAX_DIMENSION}; 0 for a keyword-only index
 */
public record IndexSettings(String embeddingModel, int dimension) {

    /** The name that stands for no embedding model. */
    public static final String NONE = "none";

    /** The longest vector. */
    public static final int MAX_DIMENSION = 4_096;

    /** An index without vectors. */
    public static final IndexSettings KEYWORD_ONLY = new IndexSettings(NONE, 0);

    /**
     * Checks that name and dimension fit each other.
     *
     * @throws IllegalArgumentException if the name is blank, the dimension is out of range, or only one of the two says
     *     that there are no vectors
     */
    public IndexSettings {
        if (requireNonNull(embeddingModel, "embeddingModel").isBlank()) {
            throw new IllegalArgumentException("embeddingModel must not be blank");
        }
        if (dimension < 0 || dimension > MAX_DIMENSION) {
            throw new IllegalArgumentException(
                    "dimension must be from 0 to " + MAX_DIMENSION + ", but is " + dimension);
        }
        if (embeddingModel.equals(NONE) != (dimension == 0)) {
            throw new IllegalArgumentException("dimension must be 0 exactly if embeddingModel is " + NONE
                    + ", but they are " + dimension + " and " + embeddingModel);
        }
    }

    /** Whether the index holds vectors. */
    public boolean hasVectors() {
        return dimension > 0;
    }
}
