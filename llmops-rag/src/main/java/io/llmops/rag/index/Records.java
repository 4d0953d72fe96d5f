package io.llmops.rag.index;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The record of what was ingested: one Lucene document for each document. */
final class Records {

    private Records() {}

    /** Something that looks at one record. */
    @FunctionalInterface
    interface Visitor {
        void record(String document, String version, long chunks);
    }

    /** Something that looks at one chunk. */
    @FunctionalInterface
    interface ChunkVisitor {
        void chunk(int doc) throws IOException;
    }

    static void chunks(IndexSearcher searcher, ChunkVisitor visitor) throws IOException {
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            LeafReader segment = context.reader();
            BinaryDocValues chunks = DocValues.getBinary(segment, Fields.METADATA);
            Bits live = segment.getLiveDocs();
            for (int doc = chunks.nextDoc(); doc != BinaryDocValues.NO_MORE_DOCS; doc = chunks.nextDoc()) {
                if (live == null || live.get(doc)) {
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

    /** The origin of every document that has one, by the document's id. */
    static Map<String, String> origins(IndexSearcher searcher) throws IOException {
        Map<String, String> origins = new TreeMap<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            LeafReader segment = leaf.reader();
            Bits alive = segment.getLiveDocs();
            BinaryDocValues column = DocValues.getBinary(segment, Fields.ORIGIN);
            SortedDocValues documents = DocValues.getSorted(segment, Fields.DOCUMENT);
            for (int doc = column.nextDoc(); doc != BinaryDocValues.NO_MORE_DOCS; doc = column.nextDoc()) {
                if ((alive == null || alive.get(doc)) && documents.advanceExact(doc)) {
                    origins.put(
                            documents.lookupOrd(documents.ordValue()).utf8ToString(),
                            column.binaryValue().utf8ToString());
                }
            }
        }
        return origins;
    }

    static Optional<IndexedDocument> of(IndexSearcher searcher, String document) throws IOException {
        Term id = new Term(Fields.DOCUMENT, document);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            LeafReader segment = leaf.reader();
            Bits alive = segment.getLiveDocs();
            PostingsEnum found = segment.postings(id, PostingsEnum.NONE);
            BinaryDocValues versions = DocValues.getBinary(segment, Fields.VERSION);
            for (int doc = next(found); doc != PostingsEnum.NO_MORE_DOCS; doc = next(found)) {
                if ((alive == null || alive.get(doc)) && versions.advanceExact(doc)) {
                    return Optional.of(
                            read(segment, doc, document, versions.binaryValue().utf8ToString()));
                }
            }
        }
        return Optional.empty();
    }

    private static int next(@Nullable PostingsEnum found) throws IOException {
        return found == null ? PostingsEnum.NO_MORE_DOCS : found.nextDoc();
    }

    private static IndexedDocument read(LeafReader segment, int doc, String document, String version)
            throws IOException {
        BinaryDocValues origins = DocValues.getBinary(segment, Fields.ORIGIN);
        return new IndexedDocument(
                document,
                version,
                origins.advanceExact(doc) ? origins.binaryValue().utf8ToString() : null,
                time(segment, doc, Fields.SOURCE_TIME),
                time(segment, doc, Fields.VALID_UNTIL),
                time(segment, doc, Fields.WRITTEN));
    }

    private static @Nullable Instant time(LeafReader segment, int doc, String field) throws IOException {
        NumericDocValues times = DocValues.getNumeric(segment, field);
        return times.advanceExact(doc) ? Instant.ofEpochMilli(times.longValue()) : null;
    }
}
