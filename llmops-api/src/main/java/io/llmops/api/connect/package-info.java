/** Where documents come from. */
@NullMarked
package io.llmops.api.connect;

import org.jspecify.annotations.NullMarked;
