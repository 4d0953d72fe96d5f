/** The exceptions of llmops: one abstract root, one class a cause that a caller may want to tell apart. */
@NullMarked
package io.llmops.api.exception;

import org.jspecify.annotations.NullMarked;
