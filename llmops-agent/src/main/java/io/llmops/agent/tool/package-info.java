/** Tools of agents, and the one gate through which they run. */
@NullMarked
package io.llmops.agent.tool;

import org.jspecify.annotations.NullMarked;
