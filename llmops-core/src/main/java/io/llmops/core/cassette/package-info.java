/** Calls of models, recorded once and replayed for nothing. */
@NullMarked
package io.llmops.core.cassette;

import org.jspecify.annotations.NullMarked;
