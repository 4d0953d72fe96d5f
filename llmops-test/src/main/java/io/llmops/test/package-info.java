/**
 * The test kit: contracts that every implementation of an SPI runs, and doubles for tests of applications (scripted
 * models, a clock that stands still, a server that fails on demand). For test scope only.
 */
@NullMarked
package io.llmops.test;

import org.jspecify.annotations.NullMarked;
