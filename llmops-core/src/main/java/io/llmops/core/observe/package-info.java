/** Tells observers of operations, and keeps their faults away from the calls that they watch. */
@NullMarked
package io.llmops.core.observe;

import org.jspecify.annotations.NullMarked;
