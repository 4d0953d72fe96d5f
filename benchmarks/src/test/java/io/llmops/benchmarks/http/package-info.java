@NullMarked
package io.llmops.benchmarks.http;

import org.jspecify.annotations.NullMarked;
