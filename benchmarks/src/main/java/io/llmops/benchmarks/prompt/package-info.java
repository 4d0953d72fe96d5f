/** Rendering of prompts beside other template engines. */
@NullMarked
package io.llmops.benchmarks.prompt;

import org.jspecify.annotations.NullMarked;
