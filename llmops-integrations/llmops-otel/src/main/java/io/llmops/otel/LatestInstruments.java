package io.llmops.otel;

import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Operation;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;

/** The metrics of the unreleased conventions: tokens as counters by class, and agents and tools beside the model calls. */
final class LatestInstruments implements Instruments {

    private static final String INFERENCE = "gen_ai.client.inference.";

    private final DoubleHistogram duration;
    private final DoubleHistogram agent;
    private final DoubleHistogram tool;
    private final StreamTimes stream;
    private final LongHistogram inputPerCall;
    private final LongHistogram outputPerCall;
    private final LongCounter input;
    private final LongCounter output;
    private final LongCounter cacheRead;
    private final LongCounter cacheWrite;
    private final LongCounter reasoning;

    LatestInstruments(Meter meter) {
        duration = Instruments.seconds(meter, INFERENCE + "duration", "Time of a call");
        agent = Instruments.seconds(meter, "gen_ai.invoke_agent.duration", "Time of an agent's run");
        tool = Instruments.seconds(meter, "gen_ai.execute_tool.duration", "Time of a tool");
        stream = new StreamTimes(
                Instruments.seconds(meter, INFERENCE + "time_to_first_chunk", "Time to the first chunk of a stream"),
                Instruments.seconds(meter, INFERENCE + "time_per_output_chunk", "Time from chunk to chunk"));
        inputPerCall = Instruments.tokens(meter, INFERENCE + "operation.input_tokens", "Input tokens a call");
        outputPerCall = Instruments.tokens(meter, INFERENCE + "operation.output_tokens", "Output tokens a call");
        input = counter(meter, "input_tokens");
        output = counter(meter, "output_tokens");
        cacheRead = counter(meter, "cache_read.input_tokens");
        cacheWrite = counter(meter, "cache_write.input_tokens");
        reasoning = counter(meter, "reasoning.output_tokens");
    }

    private static LongCounter counter(Meter meter, String name) {
        return meter.counterBuilder(INFERENCE + "usage." + name)
                .setUnit("{token}")
                .build();
    }

    @Override
    public void record(Operation operation, Completion completion, Attributes attributes, Context context) {
        double seconds = Seconds.of(completion.elapsed());
        switch (operation.kind()) {
            case CHAT, STREAM, EMBEDDING -> {
                duration.record(seconds, attributes, context);
                stream.record(completion, attributes, context);
                if (completion.record() != null) {
                    tokens(completion.record().usage(), attributes, context);
                }
            }
            case TOOL -> tool.record(seconds, attributes, context);
            case AGENT -> agent.record(seconds, attributes, context);
            case RETRIEVAL -> {
                // These conventions have a span for a retrieval, and no metric.
            }
        }
    }

    private void tokens(Usage usage, Attributes attributes, Context context) {
        if (!usage.isKnown() || usage.total() == 0) {
            return;
        }
        inputPerCall.record(usage.input(), attributes, context);
        outputPerCall.record(usage.output(), attributes, context);
        input.add(usage.input(), attributes, context);
        output.add(usage.output(), attributes, context);
        cacheRead.add(usage.tokens(TokenClass.CACHE_READ), attributes, context);
        cacheWrite.add(usage.tokens(TokenClass.CACHE_WRITE), attributes, context);
        reasoning.add(usage.tokens(TokenClass.REASONING), attributes, context);
    }
}
