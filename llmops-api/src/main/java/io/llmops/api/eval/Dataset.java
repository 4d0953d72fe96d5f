package io.llmops.api.eval;

import java.util.List;

/** Rows to run a subject on. Immutable: the same dataset gives the same rows in the same order every time. */
public interface Dataset {

    /** The rows, each with an id of its own. */
    List<Example> examples();
}
