package io.llmops.rag.index;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * Searchers on the last commit of an index that others write, also where they delete it and build it anew in the same
 * place. Lucene takes a new index for the old one there, by names and numbers that start from one again, so each
 * index has an identity of its own in its commits.
 */
final class CommitFollower implements Searchers {

    /** A search does not run after a writer for ever: it answers from the commit that is open. */
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final Directory directory;
    private final IndexFormat format;
    private volatile byte[] commit;
    private String build;
    private SearcherManager searchers;

    CommitFollower(Path path, Directory directory, IndexFormat format) throws IOException {
        this.path = path;
        this.directory = directory;
        this.format = format;
        SegmentInfos last = SegmentInfos.readLatestCommit(directory);
        this.commit = last.getId();
        this.build = IndexFormat.buildOf(last.getUserData());
        this.searchers = new SearcherManager(directory, new OfBuild(build));
    }

    /** On the last commit; where there is none, because the index is deleted, on the last that was seen. */
    @Override
    public IndexSearcher acquire() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS && isBehind(); attempt++) {
            // Overtaken while it was opened: the next one.
        }
        synchronized (this) {
            return searchers.acquire();
        }
    }

    /**
     * Goes to the last commit.
     *
     * @return true if that was replaced before it was open, so that another look is worth while
     */
    private boolean isBehind() throws IOException {
        SegmentInfos last = lastCommit();
        if (last == null || Arrays.equals(last.getId(), commit)) {
            return false;
        }
        try {
            follow(last);
            return false;
        } catch (ClosedByInterruptException e) {
            return false;
        } catch (IOException | IllegalStateException e) {
            // Where others delete and build anew, Lucene meets files of two indexes under the same names, and says so
            // in
            // many ways. What it says counts only of a commit that still is the last.
            if (isLast(last)) {
                throw e;
            }
            return true;
        }
    }

    /** Null where there is none to be read now; the next search looks again. */
    private @Nullable SegmentInfos lastCommit() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return SegmentInfos.readLatestCommit(directory);
            } catch (FileNotFoundException | NoSuchFileException | ClosedByInterruptException e) {
                return null;
            } catch (CorruptIndexException e) {
                if (isMissingFile(e.getCause())) {
                    return null;
                }
                // Read while it was deleted and built anew, or damaged: the latter stays.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static boolean isMissingFile(@Nullable Throwable e) {
        return e instanceof FileNotFoundException || e instanceof NoSuchFileException;
    }

    private boolean isLast(SegmentInfos infos) throws IOException {
        SegmentInfos last = lastCommit();
        return last != null && Arrays.equals(last.getId(), infos.getId());
    }

    private synchronized void follow(SegmentInfos last) throws IOException {
        if (Arrays.equals(last.getId(), commit)) {
            return;
        }
        String lastBuild = IndexFormat.buildOf(last.getUserData());
        if (lastBuild.equals(build)) {
            searchers.maybeRefreshBlocking();
        } else {
            IndexDirectory.verify(path, directory).ensureServes(path, format);
            SearcherManager before = searchers;
            searchers = new SearcherManager(directory, new OfBuild(lastBuild));
            build = lastBuild;
            before.close();
        }
        commit = last.getId();
    }

    @Override
    public void committed() {
        throw new IllegalStateException("there is no writer");
    }

    @Override
    public synchronized void close() throws IOException {
        searchers.close();
    }

    /** Makes searchers on commits of one index only. */
    private final class OfBuild extends Factory {

        private final String build;

        OfBuild(String build) {
            this.build = build;
        }

        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) throws IOException {
            String found = IndexFormat.buildOf(
                    ((DirectoryReader) reader).getIndexCommit().getUserData());
            if (!found.equals(build)) {
                throw new Overtaken("Index " + path + " is being built anew: ask again");
            }
            return super.newSearcher(reader, previous);
        }
    }

    /** A commit that came while an earlier one was opened is of another build of the index. */
    private static final class Overtaken extends IOException {

        private static final long serialVersionUID = 1L;

        Overtaken(String message) {
            super(message);
        }
    }
}
