package io.llmops.otel;

import io.llmops.api.observe.Completion;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.context.Context;

/** The two times of a stream: to its first chunk, and from chunk to chunk (the mean of the call, booked once a call). */
record StreamTimes(DoubleHistogram toFirst, DoubleHistogram perChunk) {

    void record(Completion completion, Attributes attributes, Context context) {
        if (completion.record() == null) {
            return;
        }
        completion.record().timeToFirstToken().ifPresent(first -> {
            toFirst.record(Seconds.of(first), attributes, context);
            int gaps = completion.chunks() - 1;
            if (gaps > 0) {
                perChunk.record(Seconds.of(completion.elapsed().minus(first)) / gaps, attributes, context);
            }
        });
    }
}
