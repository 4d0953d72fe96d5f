/** How llmops reads and writes durable files of its own. */
@NullMarked
package io.llmops.core.io;

import org.jspecify.annotations.NullMarked;
