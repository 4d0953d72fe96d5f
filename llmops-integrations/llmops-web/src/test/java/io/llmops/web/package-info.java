/** Tests of the web. */
@NullMarked
package io.llmops.web;

import org.jspecify.annotations.NullMarked;
