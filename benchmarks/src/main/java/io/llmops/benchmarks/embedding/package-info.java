/** Texts embedded per second, beside LangChain4j's own in-process models. */
@NullMarked
package io.llmops.benchmarks.embedding;

import org.jspecify.annotations.NullMarked;
