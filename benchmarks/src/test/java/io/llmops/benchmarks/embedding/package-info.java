@NullMarked
package io.llmops.benchmarks.embedding;

import org.jspecify.annotations.NullMarked;
