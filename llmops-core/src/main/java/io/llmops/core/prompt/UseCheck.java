package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVariable;
import io.llmops.api.prompt.VariableType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the variables that a draft declares with those that its templates use, and looks for sections that can never
 * render. For one draft, by one thread.
 */
final class UseCheck {

    private final Map<String, PromptVariable> declared = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final List<DraftProblem> problems = new ArrayList<>();

    private UseCheck(PromptDraft draft) {
        draft.variables().forEach(v -> declared.put(v.name(), v));
    }

    static List<DraftProblem> problems(PromptDraft draft, List<PromptPart> parts) {
        UseCheck check = new UseCheck(draft);
        parts.forEach(part -> check.new Walk(part).all(part.template().nodes(), Inside.TOP));
        check.declared.keySet().stream()
                .filter(name -> !check.used.contains(name))
                .forEach(name -> check.problems.add(new DraftProblem(
                        "", name, "variable '" + name + "' is declared, but no template uses it: leave it out")));
        return check.problems;
    }

    /**
     * What the sections around a tag say.
     *
     * @param truth names that are known to be true or false here
     * @param fields whether a name may also be a field of a section's item
     */
    private record Inside(Map<String, Boolean> truth, boolean fields) {

        static final Inside TOP = new Inside(Map.of(), false);

        Inside with(String name, boolean value) {
            Map<String, Boolean> more = new HashMap<>(truth);
            more.put(name, value);
            return new Inside(more, fields);
        }
    }

    /** One walk through a part, partials included. */
    private final class Walk {

        private final PromptPart part;
        private final PartialCount count = new PartialCount();

        Walk(PromptPart part) {
            this.part = part;
        }

        void all(List<Node> nodes, Inside inside) {
            for (Node node : nodes) {
                if (node instanceof Node.Variable v) {
                    name(v.name(), inside, true);
                } else if (node instanceof Node.Section s) {
                    section(s, inside);
                } else if (node instanceof Node.Partial p) {
                    Template template = part.template().partials().find(p, count.enter(p));
                    if (template != null) {
                        all(template.nodes(), inside);
                    }
                    count.leave();
                }
            }
        }

        private void name(Name name, Inside inside, boolean isValue) {
            String variable = name.variable().orElse(null);
            if (variable == null) {
                return;
            }
            used.add(variable);
            if (declared.isEmpty() || inside.fields()) {
                return;
            }
            PromptVariable known = declared.get(variable);
            if (known == null) {
                problem(
                        name,
                        "variable '" + variable + "' is used, but not declared; declared: "
                                + String.join(", ", declared.keySet()));
            } else if (isDotted(name) && isScalar(known)) {
                problem(name, "variable '" + variable + "' is " + known.type() + ", which has no fields");
            } else if (isValue && !isDotted(name) && !isScalar(known)) {
                problem(
                        name,
                        "variable '" + variable + "' is " + known.type()
                                + ", which has no one form as text: reach its items with a section");
            }
        }

        private void section(Node.Section section, Inside inside) {
            Name name = section.name();
            name(name, inside, false);
            String path = name.text();
            PromptVariable known = inside.fields() ? null : declared.get(path);
            String never = never(section, inside.truth().get(path), known);
            if (never != null) {
                dead(section, never);
            } else if (section.inverted()) {
                all(section.children(), inside.with(path, false));
            } else if (known != null && isScalar(known)) {
                all(section.children(), inside.with(path, true));
            } else {
                // A field of an item may have any name that is known outside, and hide it. One that opens itself again
                // is
                // a tree, whose leaves lack it.
                boolean tree = known != null || inside.truth().containsKey(path);
                all(section.children(), new Inside(tree ? Map.of() : Map.of(path, true), true));
            }
        }

        /** Why a section never renders, or null if it may. */
        private @Nullable String never(Node.Section section, @Nullable Boolean truth, @Nullable PromptVariable known) {
            if (truth != null && truth == section.inverted()) {
                return "it stands inside a section for the contrary";
            }
            if (known == null) {
                return null;
            }
            return section.inverted()
                    ? Truth.canBeFalse(known) ? null : "no value that '" + known.name() + "' takes counts as false"
                    : Truth.canBeTrue(known) ? null : "no value that '" + known.name() + "' takes counts as true";
        }

        private void dead(Node.Section section, String why) {
            Set<String> inside = new LinkedHashSet<>();
            new Variables(part.template().partials()).addTo(inside, section.children());
            used.addAll(inside);
            String unreachable = inside.isEmpty()
                    ? ""
                    : "; unreachable: "
                            + inside.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "));
            problem(section.name(), "section '" + section.name().text() + "' can never render: " + why + unreachable);
        }

        private void problem(Name name, String message) {
            problems.add(DraftProblem.at(part, name.at(), name.variable().orElse(name.text()), message));
        }
    }

    private static boolean isDotted(Name name) {
        return name.text().indexOf('.') > 0;
    }

    private static boolean isScalar(PromptVariable variable) {
        return variable.type() != VariableType.LIST && variable.type() != VariableType.OBJECT;
    }
}
