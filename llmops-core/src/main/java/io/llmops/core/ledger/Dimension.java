package io.llmops.core.ledger;

import io.llmops.api.ledger.CallRecord;
import java.util.Locale;
import java.util.Optional;

/** What records of the ledger can be grouped by. */
public enum Dimension {
    /** The scenario that a call is booked under. */
    SCENARIO,
    /** The tenant, if the call had one. */
    TENANT,
    /** The user, if the call had one. */
    USER,
    /** The run, if the call was part of one. */
    RUN,
    /** The prompt version, {@code name@number}, if the scenario has one. */
    PROMPT_VERSION,
    /** The model that answered, else the one that was asked for. */
    MODEL,
    /** Chat, stream or embedding. */
    KIND;

    /** What a record has there; empty where it has nothing. */
    Optional<String> of(CallRecord record) {
        return switch (this) {
            case SCENARIO -> Optional.of(record.scenario());
            case TENANT -> record.context().tenant();
            case USER -> record.context().user();
            case RUN -> record.context().run();
            case PROMPT_VERSION -> record.promptVersion();
            case MODEL -> record.modelAnswered().or(record::modelAsked);
            case KIND -> Optional.of(record.kind().name().toLowerCase(Locale.ROOT));
        };
    }

    /** As it is written on the command line and in a header: {@code prompt-version}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
