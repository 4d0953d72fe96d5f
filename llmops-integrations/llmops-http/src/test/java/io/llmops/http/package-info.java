@NullMarked
package io.llmops.http;

import org.jspecify.annotations.NullMarked;
