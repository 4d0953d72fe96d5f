package io.llmops.core.prompt;

import java.time.Clock;

/** A registry that forgets with the process: for tests, and for applications that publish at start. Thread-safe. */
public final class InMemoryPromptRegistry extends TextPromptRegistry {

    /** An empty registry on the system's clock. */
    public InMemoryPromptRegistry() {
        this(Clock.systemUTC());
    }

    /** An empty registry; versions and moves of labels are dated by {@code clock}. */
    public InMemoryPromptRegistry(Clock clock) {
        super(new MemoryTexts(clock), clock, new Problems(clock));
    }
}
