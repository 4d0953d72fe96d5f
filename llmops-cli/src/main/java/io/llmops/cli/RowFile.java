package io.llmops.cli;

import io.llmops.api.eval.Dataset;
import io.llmops.eval.dataset.Datasets;
import java.nio.file.Path;
import java.util.Locale;

/** Rows in a file, whose name says of which kind it is. */
final class RowFile {

    private RowFile() {}

    /** JSON Lines where the name ends in {@code .jsonl}, else CSV. */
    static Dataset read(Path file) {
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".jsonl");
        return json ? Datasets.jsonl(file) : Datasets.csv(file);
    }
}
