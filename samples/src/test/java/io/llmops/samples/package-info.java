@NullMarked
package io.llmops.samples;

import org.jspecify.annotations.NullMarked;
