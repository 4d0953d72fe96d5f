package io.llmops.core.guard;

import io.llmops.api.ledger.Severity;

/**
 * A word of a lexicon.
 *
 * @param allowed whether words inside of it do not count
 */
record Entry(String word, String category, Severity severity, boolean allowed) {}
