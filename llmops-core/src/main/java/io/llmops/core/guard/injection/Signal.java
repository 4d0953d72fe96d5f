package io.llmops.core.guard.injection;

/**
 * What makes a text look like an attempt to give a model orders. Each has a weight: the chance, by judgement and not by
 * measurement, that a retrieved text which has it was written for that end.
 */
public enum Signal {
    /** The model is told to leave its rules: "ignore all previous instructions", 忽略以上指令. */
    OVERRIDE("override", 0.7),
    /** The model is told that it is another. */
    ROLE("role", 0.4),
    /** The model is told to show its instructions. */
    LEAK("leak", 0.7),
    /** The text plays a part of the conversation, or of the markup that models are trained on. */
    MARKUP("markup", 0.6),
    /** The model is told to send something somewhere, or to run something. */
    ACTION("action", 0.4),
    /** The model is told to keep something from the user. */
    SECRECY("secrecy", 0.5),
    /** Characters that nobody sees, more than a text has by chance, or any of those that only machines read. */
    HIDDEN("hidden", 0.6);

    private final String label;
    private final double weight;

    Signal(String label, double weight) {
        this.label = label;
        this.weight = weight;
    }

    /** Its name in the ledger. */
    public String label() {
        return label;
    }

    /** What it adds to a score, from 0 to 1. */
    public double weight() {
        return weight;
    }
}
