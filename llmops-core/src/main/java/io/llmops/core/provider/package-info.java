/** Finds providers by {@link java.util.ServiceLoader}, each in isolation, and by hand. */
@NullMarked
package io.llmops.core.provider;

import org.jspecify.annotations.NullMarked;
