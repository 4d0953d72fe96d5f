package io.llmops.api.prompt;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.PromptException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to a label, by whom and why. Immutable.
 *
 * <pre>{@code
 * registry.label("answer", LabelChange.move("production").to(5).by("李雷").note("shorter answers").build());
 * registry.label("answer", LabelChange.rollback("production").by("李雷").note("too short").build());
 * }</pre>
 */
public final class LabelChange {

    /** What is done. */
    public enum Kind {
        /** The label is set, or moved, to where {@link LabelChange#to()} says. */
        MOVE,
        /** The label goes back to where it was before; a second time, to where it was before that. */
        ROLLBACK,
        /** The label is taken away. A scenario then follows the label that is for all. */
        REMOVE
    }

    private final Kind kind;
    private final String label;
    private final @Nullable String scenario;
    private final Rollout to;
    private final String by;
    private final String note;

    private LabelChange(Builder b) {
        this.kind = b.kind;
        this.label = b.label;
        this.scenario = b.scenario;
        this.to = b.to;
        this.by = b.by;
        this.note = b.note;
    }

    /**
     * Sets or moves a label.
     *
     * @throws PromptException if {@code label} is no name that {@link PromptRef} reads as a label
     */
    public static Builder move(String label) {
        return new Builder(Kind.MOVE, label);
    }

    /**
     * Takes a label back to where it was before.
     *
     * @throws PromptException if {@code label} is no name that {@link PromptRef} reads as a label
     */
    public static Builder rollback(String label) {
        return new Builder(Kind.ROLLBACK, label);
    }

    /**
     * Takes a label away.
     *
     * @throws PromptException if {@code label} is no name that {@link PromptRef} reads as a label
     */
    public static Builder remove(String label) {
        return new Builder(Kind.REMOVE, label);
    }

    /** What is done. */
    public Kind kind() {
        return kind;
    }

    /** The label's name. */
    public String label() {
        return label;
    }

    /** The scenario that it is for; empty for all that have no label of this name of their own. */
    public Optional<String> scenario() {
        return Optional.ofNullable(scenario);
    }

    /** Where it is moved to; none unless it is a {@link Kind#MOVE}. */
    public Rollout to() {
        return to;
    }

    /** Who does it; empty if not said. */
    public String by() {
        return by;
    }

    /** Why; empty if not said. */
    public String note() {
        return note;
    }

    /** Builds a {@link LabelChange}. Not thread-safe. */
    public static final class Builder {
        private final Kind kind;
        private final String label;
        private @Nullable String scenario;
        private Rollout to = Rollout.none();
        private String by = "";
        private String note = "";

        private Builder(Kind kind, String label) {
            this.kind = kind;
            if (PromptRef.parse("prompt@" + PromptRef.checkName(label)).label().isEmpty()) {
                throw new PromptException(
                        "label '" + label + "' would be taken for a version's number: begin it with a letter");
            }
            this.label = label;
        }

        /**
         * For one scenario alone, whose own label wins over the one for all; for all by default.
         *
         * @throws PromptException if it is blank
         */
        public Builder scenario(@Nullable String scenario) {
            if (scenario != null && scenario.isBlank()) {
                throw new PromptException("label '" + label + "': the scenario's name is blank");
            }
            this.scenario = scenario;
            return this;
        }

        /**
         * To one version.
         *
         * @throws PromptException if {@code number} is less than 1
         */
        public Builder to(int number) {
            return to(Rollout.of(number));
        }

        /** To versions by weight. */
        public Builder to(Rollout to) {
            this.to = requireNonNull(to, "to");
            return this;
        }

        /** Who does it; empty by default. */
        public Builder by(String by) {
            this.by = requireNonNull(by, "by");
            return this;
        }

        /** Why; empty by default. */
        public Builder note(String note) {
            this.note = requireNonNull(note, "note");
            return this;
        }

        /**
         * The change.
         *
         * @throws IllegalStateException if a move has no target, or another change has one
         */
        public LabelChange build() {
            if (to.isNone() == (kind == Kind.MOVE)) {
                throw new IllegalStateException(
                        "label '" + label + "': a move has to(...), a rollback and a removal not");
            }
            return new LabelChange(this);
        }
    }
}
