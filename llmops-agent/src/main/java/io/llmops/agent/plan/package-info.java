/** How an agent goes about a task: gather first and answer, or reason and act in a loop. */
@NullMarked
package io.llmops.agent.plan;

import org.jspecify.annotations.NullMarked;
