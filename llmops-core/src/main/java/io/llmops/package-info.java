/** The facade of llmops, and the only type a beginner needs. */
@NullMarked
package io.llmops;

import org.jspecify.annotations.NullMarked;
