package io.llmops.rag.index;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;

/** Vectors of the segments in use. A segment is loaded by the first query that meets it and dropped with its last reader. */
final class VectorCache {

    private final int dimension;
    private final Map<IndexReader.CacheKey, SegmentVectors> loaded = new ConcurrentHashMap<>();

    VectorCache(int dimension) {
        this.dimension = dimension;
    }

    SegmentVectors of(LeafReader segment) throws IOException {
        IndexReader.CacheHelper core = segment.getCoreCacheHelper();
        SegmentVectors vectors = loaded.get(core.getKey());
        if (vectors != null) {
            return vectors;
        }
        synchronized (this) {
            vectors = loaded.get(core.getKey());
            if (vectors == null) {
                vectors = SegmentVectors.load(segment, dimension);
                loaded.put(core.getKey(), vectors);
                core.addClosedListener(loaded::remove);
            }
            return vectors;
        }
    }
}
