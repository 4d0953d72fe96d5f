/** A scenario: one LLM application under one name. */
@NullMarked
package io.llmops.core.scenario;

import org.jspecify.annotations.NullMarked;
