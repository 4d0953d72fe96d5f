package io.llmops.cli.demo;

/** A language of the handbook, with the embedding model that is good at it. */
enum Language {
    ENGLISH("en", "onnx/all-minilm-l6-v2", 0.70),
    CHINESE("zh", "onnx/bge-small-zh-v1.5", 0.75);

    private final String code;
    private final String embedding;
    private final double threshold;

    Language(String code, String embedding, double threshold) {
        this.code = code;
        this.embedding = embedding;
        this.threshold = threshold;
    }

    String code() {
        return code;
    }

    String embedding() {
        return embedding;
    }

    /** Relevance that a passage must reach: each model has its own scale. */
    double threshold() {
        return threshold;
    }

    static Language of(String code) {
        return code.equals("zh") ? CHINESE : ENGLISH;
    }
}
