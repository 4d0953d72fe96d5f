/** Meters of LLM operations, for any Micrometer registry. */
@NullMarked
package io.llmops.micrometer;

import org.jspecify.annotations.NullMarked;
