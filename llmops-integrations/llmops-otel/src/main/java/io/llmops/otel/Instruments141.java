package io.llmops.otel;

import io.llmops.api.model.Usage;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Operation;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;

/** The client metrics of release 1.41: four histograms. */
final class Instruments141 implements Instruments {

    private final LongHistogram tokens;
    private final DoubleHistogram duration;
    private final StreamTimes stream;

    Instruments141(Meter meter) {
        tokens = Instruments.tokens(meter, "gen_ai.client.token.usage", "Tokens a call, by type");
        duration = Instruments.seconds(meter, "gen_ai.client.operation.duration", "Time of an operation");
        stream = new StreamTimes(
                Instruments.seconds(
                        meter, "gen_ai.client.operation.time_to_first_chunk", "Time to the first chunk of a stream"),
                Instruments.seconds(
                        meter,
                        "gen_ai.client.operation.time_per_output_chunk",
                        "Time from chunk to chunk of a stream"));
    }

    @Override
    public void record(Operation operation, Completion completion, Attributes attributes, Context context) {
        switch (operation.kind()) {
            case CHAT, STREAM, EMBEDDING -> {
                duration.record(Seconds.of(completion.elapsed()), attributes, context);
                stream.record(completion, attributes, context);
                if (completion.record() != null) {
                    tokens(completion.record().usage(), attributes, context);
                }
            }
            case RETRIEVAL -> duration.record(Seconds.of(completion.elapsed()), attributes, context);
            case TOOL, AGENT -> {
                // This release has no metric for what is not a client's call.
            }
        }
    }

    private void tokens(Usage usage, Attributes attributes, Context context) {
        if (usage.isKnown() && usage.total() > 0) {
            tokens.record(usage.input(), of(attributes, "input"), context);
            tokens.record(usage.output(), of(attributes, "output"), context);
        }
    }

    private static Attributes of(Attributes attributes, String type) {
        return attributes.toBuilder().put(Keys.TOKEN_TYPE, type).build();
    }
}
