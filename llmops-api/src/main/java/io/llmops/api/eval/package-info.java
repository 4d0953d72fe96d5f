/** What is evaluated and how: datasets, metrics, scores, and where experiments are kept. */
@NullMarked
package io.llmops.api.eval;

import org.jspecify.annotations.NullMarked;
