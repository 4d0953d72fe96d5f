package io.llmops.rag.index;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.embedding.EmbeddingModel;

/**
 * What an index is built for. It is remembered in the index, and an index is never opened with other settings.
 *
 * <p>One reference can lead to more than one set of weights: {@code onnx/all-minilm-l6-v2} to the exact ones or to the
 * quantised ones, whichever jar is there. Their vectors do not belong into one index, so the model's own name is kept too.
 *
 * @param embeddingModel reference of the model that makes the vectors, such as {@code onnx/all-minilm-l6-v2};
 *     {@value #NONE} for a keyword-only index
 * @param modelName the name that the model gives itself, such as {@code all-minilm-l6-v2-q}
 * @param dimension length of every vector, from 1 to {@value #MAX_DIMENSION}; 0 for a keyword-only index
 */
public record IndexSettings(String embeddingModel, String modelName, int dimension) {

    /** The name that stands for no embedding model. */
    public static final String NONE = "none";

    /** The longest vector. */
    public static final int MAX_DIMENSION = 4_096;

    /** An index without vectors. */
    public static final IndexSettings KEYWORD_ONLY = new IndexSettings(NONE, 0);

    /** What LangChain4j's models are called that give themselves no name. */
    private static final String UNKNOWN = "unknown";

    /**
     * Checks that name and dimension fit each other.
     *
     * @throws IllegalArgumentException if a name is blank, the dimension is out of range, or only one of reference and
     *     dimension says that there are no vectors
     */
    public IndexSettings {
        if (requireNonNull(embeddingModel, "embeddingModel").isBlank()) {
            throw new IllegalArgumentException("embeddingModel must not be blank");
        }
        if (requireNonNull(modelName, "modelName").isBlank()) {
            throw new IllegalArgumentException("modelName must not be blank");
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

    /** Settings for a model that is called as its reference says. */
    public IndexSettings(String embeddingModel, int dimension) {
        this(embeddingModel, embeddingModel.substring(embeddingModel.indexOf('/') + 1), dimension);
    }

    /**
     * Settings for the vectors of a model. One that does not know its name counts as what the reference says.
     *
     * @param reference what it was found by
     */
    public static IndexSettings of(String reference, EmbeddingModel model) {
        String name = model.modelName();
        return name == null || name.isBlank() || name.equals(UNKNOWN)
                ? new IndexSettings(reference, model.dimension())
                : new IndexSettings(reference, name, model.dimension());
    }

    /** Whether the index holds vectors. */
    public boolean hasVectors() {
        return dimension > 0;
    }

    /** What tells the vectors from those of other models: the reference's provider and the model's own name. */
    public String identity() {
        return embeddingModel.substring(0, embeddingModel.indexOf('/') + 1) + modelName;
    }

    /** Whether vectors made under the other settings may be compared with those made under these. */
    public boolean serves(IndexSettings other) {
        return identity().equals(other.identity()) && dimension == other.dimension;
    }
}
