/** What the gateway adds to a call. */
@NullMarked
package io.llmops.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
