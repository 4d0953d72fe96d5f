package io.llmops.rag.index;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import io.llmops.api.connect.DocumentReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the index. A chunk and an embedding are a Lucene document each; a document that was ingested is one
 * more, its record, which stands in one block with its chunks.
 */
final class Fields {

    /** Of a chunk or an embedding: its id. Indexed, stored. */
    static final String ID = "id";
    /** Of a chunk and a record: the document's id. Indexed, stored, and in columns. */
    static final String DOCUMENT = "document";
    /** Of a chunk: its place in the document. Stored. */
    static final String POSITION = "position";
    /**
     * Of a chunk or an embedding: the text. Stored; of a chunk also indexed, without places of words, and with it the
     * document's title and the heading, which often say what the text is about when it does not.
     */
    static final String TEXT = "text";
    /** Of a chunk or an embedding: typed metadata. In columns, for filters. */
    static final String METADATA = "metadata";
    /** Of a chunk or an embedding: the vector as it was given. In columns, for the scan. */
    static final String VECTOR = "vector";
    /** Of a record: the document's version. In columns; no other Lucene document has it. */
    static final String VERSION = "version";
    /** Of a record: how many chunks the document has. In columns. */
    static final String CHUNKS = "chunks";

    /** Of a record: the source that told of the document, if that tells changes only. In columns. */
    static final String ORIGIN = "origin";
    /** Of a record: when the source last changed the document, in milliseconds of the epoch. In columns. */
    static final String SOURCE_TIME = "source-time";
    /** Of a record: until when the document is valid, in milliseconds of the epoch. In columns. */
    static final String VALID_UNTIL = "valid-until";
    /** Of a record: when it was written, in milliseconds of the epoch. In columns. */
    static final String WRITTEN = "written";

    private static final FieldType SEARCHED = searched(true);
    private static final FieldType SEARCHED_ONLY = searched(false);

    private Fields() {}

    static Document record(IndexedDocument document, int chunks) {
        Document out = new Document();
        addDocument(out, document.id());
        out.add(new BinaryDocValuesField(VERSION, new BytesRef(document.version())));
        out.add(new NumericDocValuesField(CHUNKS, chunks));
        String origin = document.origin();
        if (origin != null) {
            out.add(new BinaryDocValuesField(ORIGIN, new BytesRef(origin)));
        }
        addTime(out, SOURCE_TIME, document.sourceTime());
        addTime(out, VALID_UNTIL, document.validUntil());
        addTime(out, WRITTEN, document.lastSync());
        return out;
    }

    private static void addTime(Document out, String field, @Nullable Instant time) {
        if (time != null) {
            out.add(new NumericDocValuesField(field, time.toEpochMilli()));
        }
    }

    static Document chunk(Chunk chunk, Map<String, String> documentMetadata) {
        Document out = new Document();
        out.add(new StringField(ID, chunk.id(), Field.Store.YES));
        addDocument(out, chunk.document());
        out.add(new StoredField(POSITION, chunk.position()));
        out.add(new Field(TEXT, chunk.text(), SEARCHED));
        Map<String, Object> metadata = new HashMap<>(documentMetadata);
        metadata.putAll(chunk.metadata());
        for (String context : List.of(DocumentReader.TITLE, DocumentReader.HEADING)) {
            if (metadata.get(context) instanceof String words) {
                out.add(new Field(TEXT, words, SEARCHED_ONLY));
            }
        }
        addMetadata(out, metadata);
        addVector(out, chunk.vector());
        return out;
    }

    static Document embedding(String id, float[] vector, @Nullable TextSegment segment) {
        Document out = new Document();
        out.add(new StringField(ID, id, Field.Store.YES));
        if (segment != null) {
            out.add(new StoredField(TEXT, segment.text()));
        }
        addMetadata(out, (segment == null ? new Metadata() : segment.metadata()).toMap());
        addVector(out, vector);
        return out;
    }

    private static void addDocument(Document out, String document) {
        out.add(new StringField(DOCUMENT, document, Field.Store.YES));
        out.add(new SortedDocValuesField(DOCUMENT, new BytesRef(document)));
    }

    private static void addMetadata(Document out, Map<String, Object> metadata) {
        out.add(new BinaryDocValuesField(METADATA, MetadataCodec.encode(metadata)));
    }

    private static void addVector(Document out, float @Nullable [] vector) {
        if (vector != null) {
            out.add(new BinaryDocValuesField(VECTOR, VectorCodec.encode(vector)));
        }
    }

    private static FieldType searched(boolean stored) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setStored(stored);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }
}
