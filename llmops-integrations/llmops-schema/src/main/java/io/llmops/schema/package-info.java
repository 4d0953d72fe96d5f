/** JSON Schema for the form of answers. */
@NullMarked
package io.llmops.schema;

import org.jspecify.annotations.NullMarked;
