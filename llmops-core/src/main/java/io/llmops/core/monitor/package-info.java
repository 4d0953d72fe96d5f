/** What the ledger tells of knowledge bases. */
@NullMarked
package io.llmops.core.monitor;

import org.jspecify.annotations.NullMarked;
