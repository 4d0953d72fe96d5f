/** Real traffic of providers, replayed from a loopback server; for the tests of all provider modules. */
@NullMarked
package io.llmops.http.recorded;

import org.jspecify.annotations.NullMarked;
