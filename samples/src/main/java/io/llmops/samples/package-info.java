/** Small programs that run as they are; the README shows the marked part of each. */
@NullMarked
package io.llmops.samples;

import org.jspecify.annotations.NullMarked;
