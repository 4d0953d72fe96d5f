/** What an extension implements; found by {@link java.util.ServiceLoader} or given by hand. */
@NullMarked
package io.llmops.api.spi;

import org.jspecify.annotations.NullMarked;
