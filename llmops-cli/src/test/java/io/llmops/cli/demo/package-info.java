@NullMarked
package io.llmops.cli.demo;

import org.jspecify.annotations.NullMarked;
