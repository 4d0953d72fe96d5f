/** How a part of a scenario outside core is described and built. */
@NullMarked
package io.llmops.api.scenario;

import org.jspecify.annotations.NullMarked;
