/** Watching what the application's LLM parts do, as it happens: for tracing and metrics. */
@NullMarked
package io.llmops.api.observe;

import org.jspecify.annotations.NullMarked;
