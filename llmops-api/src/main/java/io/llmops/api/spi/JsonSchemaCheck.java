package io.llmops.api.spi;

import java.util.List;

/** Judges JSON texts by one JSON Schema. Thread-safe. */
@FunctionalInterface
public interface JsonSchemaCheck {

    /** What is wrong with a text that is well-formed JSON, in the order of the text as far as possible; empty if it is valid. */
    List<Problem> problems(String json);

    /**
     * One violation.
     *
     * @param keyword the keyword of the schema that is violated, such as {@code required}
     * @param message where and what, for the model that has to mend it; it may name values of the text
     */
    record Problem(String keyword, String message) {}
}
