package io.llmops.rag.index;

import java.io.Closeable;
import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.jspecify.annotations.Nullable;

/** Hands out searchers, each on one state of the index. Thread-safe. Does not close the directory. */
interface Searchers extends Closeable {

    /** A searcher on the state that shall be seen now; given back by {@link #release}. */
    IndexSearcher acquire() throws IOException;

    /** Called when the own writer has committed. */
    void committed() throws IOException;

    static void release(IndexSearcher searcher) throws IOException {
        searcher.getIndexReader().decRef();
    }

    /**
     * Searchers beside the own writer.
     *
     * @param live whether they see all that was written, and not only what is committed
     */
    record OfWriter(SearcherManager manager, boolean live) implements Searchers {

        @Override
        public IndexSearcher acquire() throws IOException {
            if (live) {
                manager.maybeRefreshBlocking();
            }
            return manager.acquire();
        }

        @Override
        public void committed() throws IOException {
            manager.maybeRefreshBlocking();
        }

        @Override
        public void close() throws IOException {
            manager.close();
        }
    }

    /** Makes searchers that score as ours do. */
    class Factory extends SearcherFactory {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) throws IOException {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setSimilarity(KeywordQuery.SIMILARITY);
            searcher.setQueryCache(null);
            return searcher;
        }
    }
}
