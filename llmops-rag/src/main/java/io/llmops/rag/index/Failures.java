package io.llmops.rag.index;

import io.llmops.api.exception.IndexException;
import io.llmops.api.exception.LlmOpsException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;

/** Says in our words what Lucene complains of. */
final class Failures {

    private Failures() {}

    /** What to throw if an index cannot be opened: nothing that opening meets is the caller's fault. */
    static LlmOpsException opening(Path path, Exception e) {
        if (e instanceof LlmOpsException known) {
            return known;
        }
        return e instanceof RuntimeException ? damaged(path, e) : using(path, e);
    }

    /** What to throw if an open index cannot be read or written. */
    static IndexException using(Path path, Exception e) {
        if (e instanceof IndexFormatTooNewException) {
            return new IndexException(
                    "Index " + path + " was written by a newer version: use that version of llmops, or delete the"
                            + " directory and ingest again",
                    e);
        }
        if (e instanceof CorruptIndexException
                || e instanceof IndexFormatTooOldException
                || e instanceof EOFException
                || e instanceof FileNotFoundException
                || e instanceof NoSuchFileException) {
            return damaged(path, e);
        }
        return new IndexException(
                "Index " + path + " cannot be read or written (" + e
                        + "): see to the disk's space and permissions; what" + " was committed is kept",
                e);
    }

    private static IndexException damaged(Path path, Exception e) {
        return new IndexException(
                "Index " + path + " is damaged (" + e.getClass().getSimpleName()
                        + "): delete the directory and ingest again",
                e);
    }
}
