package io.llmops.agent.plan;

import io.llmops.api.agent.StopReason;

/** How a plan came to its end by itself. */
record Ending(StopReason reason, String text) {}
