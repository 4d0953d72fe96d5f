/** What commands share: the terminal, the choice of a model, how answers and progress are shown. */
@NullMarked
package io.llmops.cli.console;

import org.jspecify.annotations.NullMarked;
