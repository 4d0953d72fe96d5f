package io.llmops.eval.sidebyside;

import io.llmops.api.eval.Example;

/** A cell that is to be: which row, with which column, for which time. */
record PlannedCell(Example row, Column column, int repeat) {}
