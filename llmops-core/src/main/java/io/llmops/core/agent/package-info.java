/** Starts agents on the gateway, within limits and a tool policy. */
@NullMarked
package io.llmops.core.agent;

import org.jspecify.annotations.NullMarked;
