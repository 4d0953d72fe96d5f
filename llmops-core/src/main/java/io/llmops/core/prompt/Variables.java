package io.llmops.core.prompt;

import java.util.List;
import java.util.Set;

/** The variables that a template and its partials name. For one template, by one thread. */
final class Variables {

    private final Partials partials;
    private final PartialCount count = new PartialCount();

    Variables(Partials partials) {
        this.partials = partials;
    }

    /** Adds the variables that a caller may have to give, in order of use. */
    void addTo(Set<String> names, List<Node> nodes) {
        for (Node node : nodes) {
            if (node instanceof Node.Variable v) {
                v.name().variable().ifPresent(names::add);
            } else if (node instanceof Node.Section s) {
                s.name().variable().ifPresent(names::add);
                addTo(names, s.children());
            } else if (node instanceof Node.Partial p) {
                Template template = partials.find(p, count.enter(p));
                if (template != null) {
                    addTo(names, template.nodes());
                }
                count.leave();
            }
        }
    }
}
