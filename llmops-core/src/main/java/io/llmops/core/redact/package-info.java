/** What must not be written, and takes its place. */
@NullMarked
package io.llmops.core.redact;

import org.jspecify.annotations.NullMarked;
