/** Traditional and simplified Chinese characters. */
@NullMarked
package io.llmops.opencc;

import org.jspecify.annotations.NullMarked;
