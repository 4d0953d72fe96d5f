/** The one way to a model: every call is guarded, budgeted and recorded here. */
@NullMarked
package io.llmops.core.gateway;

import org.jspecify.annotations.NullMarked;
