package io.llmops.rag.index;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.IndexException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NoLockFactory;

/** What a directory must be before it is taken for an index. */
final class IndexDirectory {

    private static final String COMMIT = "segments_";
    private static final String PENDING_COMMIT = "pending_segments_";

    private IndexDirectory() {}

    /** Checks, without touching anything, that the directory is missing, empty, or an index. */
    static void ensureUsable(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            throw new ConfigurationException("Index " + path + " is a file: choose a directory");
        }
        try {
            if (!holdsCommit(path)) {
                firstForeign(path).ifPresent(name -> {
                    throw new ConfigurationException(
                            "Directory " + path + " is no index and holds other files, such as " + name
                                    + ": choose an empty or a new directory");
                });
            }
        } catch (IOException e) {
            throw Failures.using(path, e);
        }
    }

    /** Opens without a lock, and makes nothing. */
    static Directory openReadOnly(Path path) throws IOException {
        if (!Files.isDirectory(path) || !holdsCommit(path)) {
            throw new IndexException("There is no index in " + path + ": ingest first, or choose another directory");
        }
        return FSDirectory.open(path, NoLockFactory.INSTANCE);
    }

    /** Reads the format of the last commit, and compares every file of it with its checksum. */
    static IndexFormat verify(Path path, Directory directory) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            IndexFormat format =
                    IndexFormat.fromCommitData(path, reader.getIndexCommit().getUserData());
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
            return format;
        }
    }

    private static boolean holdsCommit(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.anyMatch(f -> f.getFileName().toString().startsWith(COMMIT));
        }
    }

    /** A file that a killed first opening cannot have left behind. */
    private static Optional<String> firstForeign(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> !name.equals(IndexWriter.WRITE_LOCK_NAME)
                            && !name.equals(LockedDirectory.HOLDER)
                            && !name.startsWith(PENDING_COMMIT))
                    .sorted()
                    .findFirst();
        }
    }
}
