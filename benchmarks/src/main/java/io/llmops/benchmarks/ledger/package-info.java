/** How fast the ledger is written to SQLite, and what its reports cost. */
@NullMarked
package io.llmops.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
