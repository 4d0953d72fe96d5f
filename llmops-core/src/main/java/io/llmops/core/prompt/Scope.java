package io.llmops.core.prompt;

import org.jspecify.annotations.Nullable;

/** One level of the names that a tag can see. */
record Scope(@Nullable Object value, @Nullable Scope outer) {}
