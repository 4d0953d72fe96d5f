/** The {@code llmops} command. */
@NullMarked
package io.llmops.cli;

import org.jspecify.annotations.NullMarked;
