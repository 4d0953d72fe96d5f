/** {@code llmops demo}: the whole loop of the product on a small company's handbook. */
@NullMarked
package io.llmops.cli.demo;

import org.jspecify.annotations.NullMarked;
