package io.llmops.cli.demo;

/** A language of the handbook, with the embedding model that is good at it. */
enum Language {
    ENGLISH("en", "onnx/all-minilm-l6-v2"),
    CHINESE("zh", "onnx/bge-small-zh-v1.5");

    private final String code;
    private final String embedding;

    Language(String code, String embedding) {
        this.code = code;
        this.embedding = embedding;
    }

    String code() {
        return code;
    }

    String embedding() {
        return embedding;
    }

    static Language of(String code) {
        return code.equals("zh") ? CHINESE : ENGLISH;
    }
}
