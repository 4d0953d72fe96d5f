/** One prompt version over several models and parameter sets, side by side: priced first, resumable, as a table and files. */
@NullMarked
package io.llmops.eval.sidebyside;

import org.jspecify.annotations.NullMarked;
