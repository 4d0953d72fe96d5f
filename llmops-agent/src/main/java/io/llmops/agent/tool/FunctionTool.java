package io.llmops.agent.tool;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.llmops.api.tool.AgentTool;
import io.llmops.api.tool.ToolCall;
import io.llmops.api.tool.ToolEffect;
import java.util.ArrayList;
import java.util.List;

/** A tool made of a function. Immutable; thread-safe if the function is. */
public final class FunctionTool implements AgentTool {

    /** What a tool does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs the tool on checked arguments.
         *
         * @throws Exception if it fails
         */
        String run(ToolCall call) throws Exception;
    }

    private final ToolSpecification specification;
    private final ToolEffect effect;
    private final Body body;

    private FunctionTool(ToolSpecification specification, ToolEffect effect, Body body) {
        this.specification = specification;
        this.effect = effect;
        this.body = body;
    }

    /**
     * Begins a tool.
     *
     * @param name lower-case letters, digits and underscores
     * @param description for the model: what it does and when to use it
     * @throws IllegalArgumentException if {@code name} is of another form, or {@code description} is blank
     */
    public static Builder named(String name, String description) {
        return new Builder(name, description);
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public ToolEffect effect() {
        return effect;
    }

    @Override
    public String run(ToolCall call) throws Exception {
        return body.run(call);
    }

    /** Builds a {@link FunctionTool}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String description;
        private final JsonObjectSchema.Builder parameters = JsonObjectSchema.builder();
        private final List<String> required = new ArrayList<>();

        private Builder(String name, String description) {
            if (!requireNonNull(name, "name").matches("[a-z][a-z0-9_]{0,63}")) {
                throw new IllegalArgumentException(
                        "a tool's name is lower-case letters, digits and _, but is '" + name + "'");
            }
            if (requireNonNull(description, "description").isBlank()) {
                throw new IllegalArgumentException("tool '" + name + "' needs a description");
            }
            this.name = name;
            this.description = description;
        }

        /** A required text. */
        public Builder text(String parameter, String description) {
            parameters.addStringProperty(parameter, description);
            required.add(parameter);
            return this;
        }

        /** A required whole number. */
        public Builder integer(String parameter, String description) {
            parameters.addIntegerProperty(parameter, description);
            required.add(parameter);
            return this;
        }

        /** A required number. */
        public Builder number(String parameter, String description) {
            parameters.addNumberProperty(parameter, description);
            required.add(parameter);
            return this;
        }

        /** The tool, which only reads. */
        public FunctionTool reads(Body body) {
            return does(ToolEffect.READ, body);
        }

        /** The tool, with that effect. */
        public FunctionTool does(ToolEffect effect, Body body) {
            ToolSpecification specification = ToolSpecification.builder()
                    .name(name)
                    .description(description)
                    .parameters(parameters
                            .required(required)
                            .additionalProperties(false)
                            .build())
                    .build();
            return new FunctionTool(specification, requireNonNull(effect, "effect"), requireNonNull(body, "body"));
        }
    }
}
