/** Ledger, experiments and ratings in a database through JDBC; SQLite in one file by default. */
@NullMarked
package io.llmops.jdbc;

import org.jspecify.annotations.NullMarked;
