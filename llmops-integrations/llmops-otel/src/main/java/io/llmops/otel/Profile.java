package io.llmops.otel;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which state of OpenTelemetry's GenAI conventions is written; they have no stable version yet. */
public enum Profile {
    /** The conventions of release 1.41 (April 2026), which back-ends understand today. The default. */
    V1_41("https://opentelemetry.io/schemas/1.41.0"),
    /** Their successor in a repository of its own, not yet released: other metrics, other names of cache writes. */
    LATEST("https://opentelemetry.io/schemas/gen-ai-dev/1.42.0-dev");

    /** OpenTelemetry's own variable for opting in to newer conventions. */
    static final String OPT_IN = "OTEL_SEMCONV_STABILITY_OPT_IN";

    private final String schemaUrl;

    Profile(String schemaUrl) {
        this.schemaUrl = schemaUrl;
    }

    /** The schema that spans and metrics are marked with. */
    String schemaUrl() {
        return schemaUrl;
    }

    /**
     * {@link #LATEST} where {@code OTEL_SEMCONV_STABILITY_OPT_IN} has {@code gen_ai_latest_experimental} among its words,
     * as OpenTelemetry's own instrumentations read it; else {@link #V1_41}.
     *
     * @param environment values of environment variables, such as {@code System::getenv}
     */
    public static Profile of(Function<String, @Nullable String> environment) {
        String words = environment.apply(OPT_IN);
        boolean latest = words != null
                && Arrays.stream(words.split(",")).map(String::strip).anyMatch("gen_ai_latest_experimental"::equals);
        return latest ? LATEST : V1_41;
    }
}
