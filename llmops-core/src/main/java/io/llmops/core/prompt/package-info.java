/**
 * Prompts: logic-less templates, registries of immutable versions in files or memory, and the step from a version to
 * the messages of a call.
 */
@NullMarked
package io.llmops.core.prompt;

import org.jspecify.annotations.NullMarked;
