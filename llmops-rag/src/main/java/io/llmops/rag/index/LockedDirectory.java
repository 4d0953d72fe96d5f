package io.llmops.rag.index;

import io.llmops.api.exception.LockedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;

/**
 * A directory whose write lock is held from opening to closing, also while a rollback changes one writer for another.
 * A file beside the lock names the process that holds it.
 */
final class LockedDirectory extends FilterDirectory {

    /** Names the process that holds the lock. Not durable: it is read only while the lock is held. */
    static final String HOLDER = "holder";

    private final Lock lock;

    private LockedDirectory(Directory directory, Lock lock) {
        super(directory);
        this.lock = lock;
    }

    static LockedDirectory lock(Path path) throws IOException {
        Directory directory = FSDirectory.open(path);
        Lock lock = null;
        try {
            lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME);
            sayHolder(directory);
            return new LockedDirectory(directory, lock);
        } catch (LockObtainFailedException e) {
            String holder = holder(directory);
            IOUtils.closeWhileHandlingException(directory);
            throw new LockedException(
                    "Index " + path + " is open for writing in " + holder
                            + ": close it there, wait, or open it read-only",
                    e);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(lock, directory);
            throw e;
        }
    }

    @Override
    public Lock obtainLock(String name) {
        return new Borrowed(lock);
    }

    @Override
    public void close() throws IOException {
        try {
            deleteHolder(in);
        } finally {
            IOUtils.close(lock, in);
        }
    }

    private static void sayHolder(Directory directory) throws IOException {
        deleteHolder(directory);
        try (IndexOutput out = directory.createOutput(HOLDER, IOContext.DEFAULT)) {
            out.writeString(Long.toString(ProcessHandle.current().pid()));
        }
    }

    private static void deleteHolder(Directory directory) throws IOException {
        try {
            directory.deleteFile(HOLDER);
        } catch (NoSuchFileException | FileNotFoundException e) {
            // It was never there, or who held the lock before has closed in order.
        }
    }

    private static String holder(Directory directory) {
        try (IndexInput in = directory.openInput(HOLDER, IOContext.DEFAULT)) {
            String pid = in.readString();
            return pid.equals(Long.toString(ProcessHandle.current().pid())) ? "this process" : "process " + pid;
        } catch (IOException e) {
            return "another process";
        }
    }

    /** What a writer gets for its lock: it may close it, and the directory holds on to it. */
    private static final class Borrowed extends Lock {

        private final Lock lock;

        Borrowed(Lock lock) {
            this.lock = lock;
        }

        @Override
        public void ensureValid() throws IOException {
            lock.ensureValid();
        }

        @Override
        public void close() {}
    }
}
