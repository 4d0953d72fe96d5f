package io.llmops.rag.index;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;

/** Reads back what {@link Fields} wrote. */
final class EntryReader {

    private final IndexSearcher searcher;

    EntryReader(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    Hit hit(int doc, double score) throws IOException {
        Document stored = searcher.storedFields().document(doc);
        Map<String, String> metadata = new HashMap<>();
        MetadataCodec.decode(column(doc, Fields.METADATA))
                .forEach((name, value) -> metadata.put(name, value.toString()));
        return new Hit(
                stored.get(Fields.ID),
                stored.get(Fields.DOCUMENT),
                stored.getField(Fields.POSITION).numericValue().intValue(),
                stored.get(Fields.TEXT),
                metadata,
                score);
    }

    EmbeddingMatch<TextSegment> match(int doc, double score) throws IOException {
        Document stored = searcher.storedFields().document(doc);
        String text = stored.get(Fields.TEXT);
        TextSegment segment = text == null
                ? null
                : TextSegment.from(text, Metadata.from(MetadataCodec.decode(column(doc, Fields.METADATA))));
        Embedding embedding = Embedding.from(VectorCodec.decode(column(doc, Fields.VECTOR)));
        return new EmbeddingMatch<>(score, stored.get(Fields.ID), embedding, segment);
    }

    static Metadata metadata(LeafReader segment, int doc) throws IOException {
        return Metadata.from(MetadataCodec.decode(column(segment, doc, Fields.METADATA)));
    }

    private BytesRef column(int doc, String field) throws IOException {
        List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
        LeafReaderContext segment = segments.get(ReaderUtil.subIndex(doc, segments));
        return column(segment.reader(), doc - segment.docBase, field);
    }

    private static BytesRef column(LeafReader segment, int doc, String field) throws IOException {
        BinaryDocValues values = DocValues.getBinary(segment, field);
        if (!values.advanceExact(doc)) {
            throw new CorruptIndexException("entry without " + field, segment.toString());
        }
        return values.binaryValue();
    }
}
