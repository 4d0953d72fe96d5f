/** Real traffic of OpenAI and compatible endpoints, replayed from a loopback server. */
@NullMarked
package io.llmops.openai.recorded;

import org.jspecify.annotations.NullMarked;
