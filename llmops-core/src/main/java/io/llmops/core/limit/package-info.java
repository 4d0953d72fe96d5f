/** Rate limits of scenarios, tenants, users and runs: so much in any window of time. */
@NullMarked
package io.llmops.core.limit;

import org.jspecify.annotations.NullMarked;
