/** Where budgets are counted: an SPI, so that several processes can share one count. */
@NullMarked
package io.llmops.api.budget;

import org.jspecify.annotations.NullMarked;
