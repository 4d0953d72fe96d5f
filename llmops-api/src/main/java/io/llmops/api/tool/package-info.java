/** Tools and the policy that decides whether a call of one may run. */
@NullMarked
package io.llmops.api.tool;

import org.jspecify.annotations.NullMarked;
