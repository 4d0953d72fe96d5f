@NullMarked
package io.llmops.tika;

import org.jspecify.annotations.NullMarked;
