package io.llmops.otel;

import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Operation;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** The metrics of one profile. */
interface Instruments {

    /** Bounds of durations in seconds, as the conventions advise: doubling from 10 ms. */
    List<Double> SECONDS =
            DoubleStream.iterate(0.01, b -> b * 2).limit(14).boxed().toList();
    /** Bounds of token counts, as the conventions advise: powers of 4. */
    List<Long> TOKENS = LongStream.iterate(1, b -> b * 4).limit(14).boxed().toList();

    /** Books one operation that has ended; the context ties exemplars to its span. */
    void record(Operation operation, Completion completion, Attributes attributes, Context context);

    /** The instruments of a profile. */
    static Instruments of(Profile profile, Meter meter) {
        return profile == Profile.LATEST ? new LatestInstruments(meter) : new Instruments141(meter);
    }

    /** A histogram of durations. */
    static DoubleHistogram seconds(Meter meter, String name, String description) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setDescription(description)
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    /** A histogram of token counts. */
    static LongHistogram tokens(Meter meter, String name, String description) {
        return meter.histogramBuilder(name)
                .setUnit("{token}")
                .setDescription(description)
                .ofLongs()
                .setExplicitBucketBoundariesAdvice(TOKENS)
                .build();
    }
}
