package io.llmops.otel;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.api.observe.OperationObserver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Writes a span and metrics for every model call, retrieval, tool and agent's run, by OpenTelemetry's GenAI conventions.
 * Give it to {@code LlmOps.builder().observer(...)}.
 *
 * <p>Spans are the children of the caller's current span, also where its stream's handler makes further calls on a thread of
 * the provider, and hold no prompt and no answer. A span begins on the caller's
 * thread, so that work inside it nests; it ends on a thread of this observer behind a bounded queue, so that a slow or
 * broken exporter never holds a call up: what finds no place is dropped and counted. Thread-safe; whoever made it closes
 * it, after the {@code LlmOps} and before the SDK. The SDK is not closed.
 */
public final class OpenTelemetryObserver implements OperationObserver, AutoCloseable {

    private static final String SCOPE = "io.llmops";
    private static final long NANOS = 1_000_000_000L;

    private final Tracer tracer;
    private final Instruments instruments;
    private final SpanAttributes attributes;
    private final Clock clock;
    private final Handoff handoff = new Handoff();

    /** An observer by the conventions of release 1.41. */
    public OpenTelemetryObserver(OpenTelemetry openTelemetry) {
        this(openTelemetry, Profile.V1_41);
    }

    /** An observer by the conventions of a profile. */
    public OpenTelemetryObserver(OpenTelemetry openTelemetry, Profile profile) {
        this(openTelemetry, profile, Clock.systemUTC());
    }

    OpenTelemetryObserver(OpenTelemetry openTelemetry, Profile profile, Clock clock) {
        requireNonNull(openTelemetry, "openTelemetry");
        this.tracer = openTelemetry
                .tracerBuilder(SCOPE)
                .setSchemaUrl(profile.schemaUrl())
                .build();
        this.instruments = Instruments.of(
                profile,
                openTelemetry
                        .meterBuilder(SCOPE)
                        .setSchemaUrl(profile.schemaUrl())
                        .build());
        this.attributes = new SpanAttributes(profile);
        this.clock = clock;
    }

    /** Operations that were not exported, since the exporter could not keep up. */
    public long dropped() {
        return handoff.dropped();
    }

    @Override
    public Observation began(Operation operation) {
        Instant start = clock.instant();
        Attributes known = attributes.began(operation);
        Span span = tracer.spanBuilder(Names.span(operation))
                .setSpanKind(kind(operation))
                .setStartTimestamp(nanos(start), TimeUnit.NANOSECONDS)
                .setAllAttributes(known)
                .startSpan();
        return new Watched(operation, known, span, Context.current(), start);
    }

    /** Exports what was taken, for at most five seconds. */
    @Override
    public void close() {
        handoff.close();
    }

    private static SpanKind kind(Operation operation) {
        return switch (operation.kind()) {
            case CHAT, STREAM, EMBEDDING, RETRIEVAL -> SpanKind.CLIENT;
            case TOOL, AGENT -> SpanKind.INTERNAL;
        };
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }

    private final class Watched implements Observation {
        private final Operation operation;
        private final Attributes known;
        private final Span span;
        private final Context caller;
        private final Context context;
        private final Instant start;

        Watched(Operation operation, Attributes known, Span span, Context caller, Instant start) {
            this.operation = operation;
            this.known = known;
            this.span = span;
            this.caller = caller;
            this.context = caller.with(span);
            this.start = start;
        }

        @Override
        public Scope open() {
            return current(context);
        }

        @Override
        public Scope callback() {
            return current(caller);
        }

        @SuppressWarnings("MustBeClosedChecker") // whoever opened it closes what it returns
        private static Scope current(Context context) {
            io.opentelemetry.context.Scope scope = context.makeCurrent();
            return scope::close;
        }

        @Override
        public void ended(Completion completion) {
            handoff.submit(() -> end(completion));
        }

        private void end(Completion completion) {
            CallRecord record = completion.record();
            if (record != null) {
                span.setAllAttributes(attributes.ended(record, completion.response()));
            }
            if (completion.knowledge() != null) {
                span.setAllAttributes(attributes.found(completion.knowledge()));
            }
            completion.failure().ifPresent(error -> {
                span.setAttribute(Keys.ERROR_TYPE, error);
                span.setStatus(StatusCode.ERROR);
            });
            span.end(nanos(start.plus(completion.elapsed())), TimeUnit.NANOSECONDS);
            instruments.record(operation, completion, metricAttributes(completion), context);
        }

        /** Few values only: no tenant, no ids. */
        private Attributes metricAttributes(Completion completion) {
            AttributesBuilder to = Attributes.builder();
            known.forEach((key, value) -> {
                if (MetricKeys.KEPT.contains(key.getKey())) {
                    to.put(key.getKey(), String.valueOf(value));
                }
            });
            completion.failure().ifPresent(error -> to.put(Keys.ERROR_TYPE, error));
            CallRecord record = completion.record();
            if (record != null) {
                record.modelAnswered().ifPresent(m -> to.put(Keys.RESPONSE_MODEL, m));
            }
            return to.build();
        }
    }
}
