package io.llmops.api.prompt;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.PromptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is published as a new version: messages as Mustache templates, the variables that they take, the parameters of the
 * call, and who wrote it and why. Immutable.
 *
 * <pre>{@code
 * PromptDraft draft = PromptDraft.builder("answer")
 *         .system("Answer in {{language}}, in one sentence.")
 *         .user("2 + 2?").assistant("4.")                       // an example
 *         .user("{{question}}")
 *         .variable("language", v -> v.enumeration("English", "中文").defaultValue("English"))
 *         .variable("question", v -> v.description("what the user asked"))
 *         .parameters(p -> p.temperature(0.2).maxOutputTokens(200))
 *         .build();
 * }</pre>
 */
public final class PromptDraft {

    private final String name;
    private final List<PromptMessage> messages;
    private final PromptDelimiters delimiters;
    private final List<PromptVariable> variables;
    private final PromptParameters parameters;
    private final String author;
    private final String note;

    private PromptDraft(Builder b) {
        this.name = b.name;
        this.messages = b.messages();
        this.delimiters = b.delimiters;
        this.variables = List.copyOf(b.variables);
        this.parameters = b.parameters;
        this.author = b.author;
        this.note = b.note;
    }

    /**
     * A builder.
     *
     * @throws PromptException if {@code name} is no prompt name
     */
    public static Builder builder(String name) {
        return new Builder(PromptRef.checkName(name));
    }

    /** A builder that holds what this draft holds. */
    public Builder toBuilder() {
        return copyTo(builder(name), message -> message);
    }

    /** A builder with this draft's settings and other texts of its messages. */
    private Builder copyTo(Builder b, UnaryOperator<PromptMessage> change) {
        messages.stream().map(change).forEach(b::message);
        b.delimiters = delimiters;
        b.variables.addAll(variables);
        b.parameters = parameters;
        return b.author(author).note(note);
    }

    /** The same draft with its messages' texts changed. */
    public PromptDraft withTexts(UnaryOperator<String> change) {
        return copyTo(builder(name), m -> new PromptMessage(m.role(), change.apply(m.text())))
                .build();
    }

    /** The prompt's name. */
    public String name() {
        return name;
    }

    /** The messages in their order, the system message first; at least one is the user's. */
    public List<PromptMessage> messages() {
        return messages;
    }

    /** Template of the system message, if there is one. */
    public Optional<String> system() {
        PromptMessage first = messages.get(0);
        return first.role() == PromptRole.SYSTEM ? Optional.of(first.text()) : Optional.empty();
    }

    /** Template of the last user message. */
    public String user() {
        String user = "";
        for (PromptMessage message : messages) {
            user = message.role() == PromptRole.USER ? message.text() : user;
        }
        return user;
    }

    /** What encloses a tag in the templates; {@link PromptDelimiters#DEFAULT} by default. */
    public PromptDelimiters delimiters() {
        return delimiters;
    }

    /**
     * The variables that it declares, in their order. A prompt that declares none takes the variables that its templates
     * use, of any type.
     */
    public List<PromptVariable> variables() {
        return variables;
    }

    /** Parameters of the call; {@link PromptParameters#NONE} by default. */
    public PromptParameters parameters() {
        return parameters;
    }

    /** Who wrote it; empty by default. */
    public String author() {
        return author;
    }

    /** Why it was changed; empty by default. */
    public String note() {
        return note;
    }

    /**
     * SHA-256 over all but name, author and note, lower-case hexadecimal. For a draft of system and user template alone it
     * is over the byte length of the system template as four bytes, big endian, -1 where there is none; then the system
     * template and the user template in UTF-8. Where there is more, it is over -2 as four bytes, and then over delimiters,
     * messages, variables and parameters, each text with its length before it.
     */
    public String hash() {
        return DraftHash.of(this);
    }

    /** Builds a {@link PromptDraft}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private @Nullable String system;
        private final List<PromptMessage> turns = new ArrayList<>();
        private PromptDelimiters delimiters = PromptDelimiters.DEFAULT;
        private final List<PromptVariable> variables = new ArrayList<>();
        private PromptParameters parameters = PromptParameters.NONE;
        private String author = "";
        private String note = "";

        private Builder(String name) {
            this.name = name;
        }

        /** Template of the system message, which comes first; none by default. */
        public Builder system(@Nullable String system) {
            this.system = system;
            return this;
        }

        /** Adds a user message's template; at least one is required, and the last is what the call is about. */
        public Builder user(String user) {
            turns.add(new PromptMessage(PromptRole.USER, user));
            return this;
        }

        /** Adds an assistant message's template: the answer of an example, or the begin of the answer wanted. */
        public Builder assistant(String assistant) {
            turns.add(new PromptMessage(PromptRole.ASSISTANT, assistant));
            return this;
        }

        /** What encloses a tag in every template, such as {@code <% %>}; {@code {{ }}} by default. */
        public Builder delimiters(String delimiters) {
            this.delimiters = PromptDelimiters.parse(delimiters);
            return this;
        }

        /**
         * Declares a variable. Where one is declared, all must be: those that the templates use, and no others.
         *
         * @throws PromptException if it is declared already, or its default, enumeration and examples do not fit together
         */
        public Builder variable(String name, UnaryOperator<PromptVariable.Builder> settings) {
            PromptVariable variable =
                    settings.apply(PromptVariable.builder(name)).build();
            if (variables.stream().anyMatch(v -> v.name().equals(name))) {
                throw PromptException.ofVariable(name, "variable '" + name + "' is declared twice");
            }
            variables.add(variable);
            return this;
        }

        /** Changes the parameters of the call. */
        public Builder parameters(UnaryOperator<PromptParameters.Builder> change) {
            this.parameters = change.apply(parameters.toBuilder()).build();
            return this;
        }

        /** Who wrote it. */
        public Builder author(String author) {
            this.author = requireNonNull(author, "author");
            return this;
        }

        /** Why it was changed. */
        public Builder note(String note) {
            this.note = requireNonNull(note, "note");
            return this;
        }

        /**
         * The draft.
         *
         * @throws IllegalStateException if there is no user template
         */
        public PromptDraft build() {
            if (turns.stream().noneMatch(turn -> turn.role() == PromptRole.USER)) {
                throw new IllegalStateException("prompt '" + name + "': user(...) is required");
            }
            return new PromptDraft(this);
        }

        private void message(PromptMessage message) {
            if (message.role() == PromptRole.SYSTEM) {
                system = message.text();
            } else {
                turns.add(message);
            }
        }

        private List<PromptMessage> messages() {
            List<PromptMessage> all = new ArrayList<>(turns);
            if (system != null) {
                all.add(0, new PromptMessage(PromptRole.SYSTEM, system));
            }
            return List.copyOf(all);
        }
    }
}
