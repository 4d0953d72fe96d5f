/** Text as a terminal shows it: aligned tables, widths of characters, single lines without control characters. */
@NullMarked
package io.llmops.core.text;

import org.jspecify.annotations.NullMarked;
