package io.llmops.rag.index;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
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
        try {
            SegmentInfos last = SegmentInfos.readLatestCommit(directory);
            if (!Arrays.equals(last.getId(), commit)) {
                follow(last);
            }
        } catch (IOException e) {
            if (!isPassing(e) && !(e.getCause() instanceof IOException cause && isPassing(cause))) {
                throw e;
            }
            // The commit that is open answers on; the next search looks again.
        }
        synchronized (this) {
            return searchers.acquire();
        }
    }

    /** The index was built anew meanwhile, a file is gone since another process deletes it, or the caller was interrupted. */
    private static boolean isPassing(IOException e) {
        return e instanceof Overtaken
                || e instanceof FileNotFoundException
                || e instanceof NoSuchFileException
                || e instanceof ClosedByInterruptException;
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
