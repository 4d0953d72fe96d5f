/** On whose behalf, and in which scenario's call, the current thread works. */
@NullMarked
package io.llmops.core.context;

import org.jspecify.annotations.NullMarked;
