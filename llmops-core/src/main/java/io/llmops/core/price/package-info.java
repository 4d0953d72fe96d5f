/** What tokens cost: dated price lists and exact sums. */
@NullMarked
package io.llmops.core.price;

import org.jspecify.annotations.NullMarked;
