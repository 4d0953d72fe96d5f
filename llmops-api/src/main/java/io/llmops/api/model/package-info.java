/** Values that travel with a model call: which model, who calls, tokens, money, secrets. */
@NullMarked
package io.llmops.api.model;

import org.jspecify.annotations.NullMarked;
