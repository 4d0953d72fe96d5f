/** Hard limits on money, tokens and calls: reserved before a call, settled after. */
@NullMarked
package io.llmops.core.budget;

import org.jspecify.annotations.NullMarked;
