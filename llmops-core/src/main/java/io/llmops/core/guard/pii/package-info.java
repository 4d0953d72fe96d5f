/** Finds what identifies a person or opens a door: by form and check digits, in time in proportion to the text. */
@NullMarked
package io.llmops.core.guard.pii;

import org.jspecify.annotations.NullMarked;
