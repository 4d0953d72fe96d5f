package io.llmops.core.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Arguments of tools that a guard has changed: still JSON, as providers want it. */
final class GuardedArguments {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "{}";

    private GuardedArguments() {}

    /** The arguments, or none where a guard changed what is no text, such as a number. */
    static String valid(String arguments) {
        try {
            return JSON.readTree(arguments).isObject() ? arguments : NONE;
        } catch (JsonProcessingException e) {
            return NONE;
        }
    }
}
