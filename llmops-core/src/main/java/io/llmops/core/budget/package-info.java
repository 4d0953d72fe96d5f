/** Hard limits on money: reserved before a call, settled after. */
@NullMarked
package io.llmops.core.budget;

import org.jspecify.annotations.NullMarked;
