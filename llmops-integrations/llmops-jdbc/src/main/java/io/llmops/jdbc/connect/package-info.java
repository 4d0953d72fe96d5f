/** Rows of a database as documents of a knowledge base: all of them, or those that changed. */
@NullMarked
package io.llmops.jdbc.connect;

import org.jspecify.annotations.NullMarked;
