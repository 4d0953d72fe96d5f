/** What a scenario needs to know of a knowledge base: passages, answers, citations. */
@NullMarked
package io.llmops.api.knowledge;

import org.jspecify.annotations.NullMarked;
