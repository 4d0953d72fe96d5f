/** Reads documents of the usual office, mail and web kinds through Apache Tika. */
@NullMarked
package io.llmops.tika;

import org.jspecify.annotations.NullMarked;
