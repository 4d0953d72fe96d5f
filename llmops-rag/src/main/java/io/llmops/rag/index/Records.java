package io.llmops.rag.index;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** The record of what was ingested: one Lucene document for each document. */
final class Records {

    private Records() {}

    /** Something that looks at one record. */
    @FunctionalInterface
    interface Visitor {
        void record(String document, String version, long chunks);
    }

    /** Something that looks at one entry that is no record. */
    @FunctionalInterface
    interface ChunkVisitor {
        void chunk(int doc) throws IOException;
    }

    static void chunks(IndexSearcher searcher, ChunkVisitor visitor) throws IOException {
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            LeafReader segment = context.reader();
            BinaryDocValues records = DocValues.getBinary(segment, Fields.VERSION);
            Bits live = segment.getLiveDocs();
            for (int doc = 0; doc < segment.maxDoc(); doc++) {
                if ((live == null || live.get(doc)) && !records.advanceExact(doc)) {
                    visitor.chunk(context.docBase + doc);
                }
            }
        }
    }

    static int count(IndexSearcher searcher) throws IOException {
        return searcher.count(new FieldExistsQuery(Fields.VERSION));
    }

    static Map<String, String> versions(IndexSearcher searcher) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
            visit(segment.reader(), (document, version, chunks) -> versions.put(document, version));
        }
        return versions;
    }

    static void visit(LeafReader segment, Visitor visitor) throws IOException {
        BinaryDocValues versions = DocValues.getBinary(segment, Fields.VERSION);
        SortedDocValues documents = DocValues.getSorted(segment, Fields.DOCUMENT);
        NumericDocValues chunks = DocValues.getNumeric(segment, Fields.CHUNKS);
        for (int doc = versions.nextDoc(); doc != BinaryDocValues.NO_MORE_DOCS; doc = versions.nextDoc()) {
            boolean alive =
                    segment.getLiveDocs() == null || segment.getLiveDocs().get(doc);
            if (alive && documents.advanceExact(doc) && chunks.advanceExact(doc)) {
                BytesRef document = documents.lookupOrd(documents.ordValue());
                visitor.record(document.utf8ToString(), versions.binaryValue().utf8ToString(), chunks.longValue());
            }
        }
    }
}
