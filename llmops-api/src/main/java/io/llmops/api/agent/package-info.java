/** What a caller needs to know of an agent: limits, a run, its result and why it stopped. */
@NullMarked
package io.llmops.api.agent;

import org.jspecify.annotations.NullMarked;
