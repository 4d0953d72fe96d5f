/** Calls of a chat model over HTTP: llmops beside the bare client of the JDK and LangChain4j's client of OpenAI. */
@NullMarked
package io.llmops.benchmarks.http;

import org.jspecify.annotations.NullMarked;
