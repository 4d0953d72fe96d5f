package io.llmops.api.prompt;

/** Who speaks in a message of a prompt. */
public enum PromptRole {
    /** The application, to the model: rules that hold for the whole call. */
    SYSTEM,
    /** The person who asks, in the call itself or in an example before it. */
    USER,
    /** The model, in an example, or as the begin of its answer. */
    ASSISTANT
}
