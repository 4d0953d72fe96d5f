/** The ledger's answers: reports and monitors as queries on a store of call records, and a store in memory. */
@NullMarked
package io.llmops.core.ledger;

import org.jspecify.annotations.NullMarked;
