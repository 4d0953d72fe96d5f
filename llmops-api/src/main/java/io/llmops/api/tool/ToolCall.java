package io.llmops.api.tool;

import io.llmops.api.model.CallContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call of a tool, as a model or a plan asked for it. The arguments are untrusted until they were checked against the
 * tool's schema, which happens before the policy is asked.
 *
 * @param id the model's id of the call
 * @param tool the tool's name
 * @param arguments values by name: strings, numbers, booleans, lists and maps of these
 * @param context on whose behalf
 */
public record ToolCall(String id, String tool, Map<String, Object> arguments, CallContext context) {

    /** Copies the map. */
    public ToolCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
