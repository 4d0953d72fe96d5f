/** What every provider that is reached over HTTP shares: the client, its limits, its streams, and its errors. */
@NullMarked
package io.llmops.http;

import org.jspecify.annotations.NullMarked;
