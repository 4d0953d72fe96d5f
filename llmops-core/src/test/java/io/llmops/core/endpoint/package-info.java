/** Tests of endpoints. */
@NullMarked
package io.llmops.core.endpoint;

import org.jspecify.annotations.NullMarked;
