/** The ledger: one record per logical call, where it is kept, and how it is asked. */
@NullMarked
package io.llmops.api.ledger;

import org.jspecify.annotations.NullMarked;
