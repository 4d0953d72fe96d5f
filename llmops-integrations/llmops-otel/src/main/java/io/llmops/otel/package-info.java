/** Spans and metrics of LLM operations, by OpenTelemetry's GenAI conventions. */
@NullMarked
package io.llmops.otel;

import org.jspecify.annotations.NullMarked;
