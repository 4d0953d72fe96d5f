/** Chat and embedding models behind every endpoint that speaks OpenAI's protocol. */
@NullMarked
package io.llmops.openai;

import org.jspecify.annotations.NullMarked;
