/** Prompts as immutable, numbered versions with movable labels. */
@NullMarked
package io.llmops.api.prompt;

import org.jspecify.annotations.NullMarked;
