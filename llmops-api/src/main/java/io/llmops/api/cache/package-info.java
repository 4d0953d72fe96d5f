/** Where answers that were given before are kept. */
@NullMarked
package io.llmops.api.cache;

import org.jspecify.annotations.NullMarked;
