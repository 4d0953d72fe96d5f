/** The demonstration: a small company's handbook in English and Chinese. */
@NullMarked
package io.llmops.cli.demo;

import org.jspecify.annotations.NullMarked;
