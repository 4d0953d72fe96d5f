/** Shared by the packages of this module; no promise to anyone else. */
@NullMarked
package io.llmops.eval.internal;

import org.jspecify.annotations.NullMarked;
