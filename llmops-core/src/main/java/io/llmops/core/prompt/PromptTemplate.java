package io.llmops.core.prompt;

import static java.util.Objects.requireNonNull;

import io.llmops.api.prompt.PromptDelimiters;
import io.llmops.api.prompt.PromptRegistry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A logic-less prompt template in Mustache syntax. It is parsed once; rendering is one pass in which each value is put
 * in as it is and never read as a template again, so a user's text that holds {@code {{...}}} stays text. Immutable and
 * thread-safe.
 *
 * <p>Differences from Mustache for HTML: nothing is escaped; a variable that is missing or null is an error, and so is a
 * list or object where a text must be; a name must be letters (of any script), digits, {@code _} and {@code -}, with dots
 * between; a partial is the user template of a prompt in a registry, pinned by its number ({@code {{> tone@3}}}).
 *
 * <p>A section {@code {{#name}}...{{/name}}} is left out where its value is absent, null, false, an empty text or an
 * empty list; it is repeated for each item of a collection or array. Values may be maps, whose entries are reached with
 * dots. In a text that needs double braces itself, set other delimiters first: {@code {{=<% %>=}}}.
 *
 * <pre>{@code
 * PromptTemplate template = PromptTemplate.parse("Answer in {{language}}: {{question}}");
 * String prompt = template.render(Map.of("language", "English", "question", question));
 * }</pre>
 */
public final class PromptTemplate {

    private final Template template;
    private final Partials partials;
    private final List<String> variables;

    private PromptTemplate(String text, PromptDelimiters delimiters, @Nullable PromptRegistry registry) {
        this.template = Template.parse(requireNonNull(text, "text"), delimiters, Mode.PROMPT);
        this.partials = new RegistryPartials(registry);
        Set<String> names = new LinkedHashSet<>();
        new Variables(partials).addTo(names, template.nodes());
        this.variables = List.copyOf(names);
    }

    /**
     * Parses a template that has no partials.
     *
     * @throws io.llmops.api.exception.PromptException if its syntax is wrong, with line and column, or if it has a
     *     partial
     */
    public static PromptTemplate parse(String text) {
        return new PromptTemplate(text, PromptDelimiters.DEFAULT, null);
    }

    /**
     * Parses a template and the partials that it names.
     *
     * @param partials where the partials are; they are read now and once
     * @throws io.llmops.api.exception.PromptException if the syntax is wrong, with line and column, or if a partial is
     *     not there, stands in more than 16 others, or is one of more than 10,000
     */
    public static PromptTemplate parse(String text, PromptRegistry partials) {
        return parse(text, PromptDelimiters.DEFAULT, requireNonNull(partials, "partials"));
    }

    static PromptTemplate parse(String text, PromptDelimiters delimiters, PromptRegistry partials) {
        return new PromptTemplate(text, delimiters, partials);
    }

    /**
     * Names of the variables used, in order of first use; of a dotted name its first part. A name inside a section may
     * also be met by a field of the section's items.
     */
    public List<String> variables() {
        return variables;
    }

    /**
     * The template with its values. Variables that the template does not use are ignored.
     *
     * @throws io.llmops.api.exception.PromptException if a variable is missing or null, or is a list or object where a
     *     text must be; the message names it and lists those given
     */
    public String render(Map<String, ?> variables) {
        return template.render(requireNonNull(variables, "variables"), partials);
    }

    List<Node> nodes() {
        return template.nodes();
    }

    Partials partials() {
        return partials;
    }
}
