/** Answers that were given before: exact and semantic caching of chats, in memory and in a store. */
@NullMarked
package io.llmops.core.cache;

import org.jspecify.annotations.NullMarked;
