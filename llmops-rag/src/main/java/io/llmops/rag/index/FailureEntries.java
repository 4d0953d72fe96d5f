package io.llmops.rag.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Failures in the index: one Lucene document each, which has neither words nor a vector and so is never found. */
final class FailureEntries {

    /** The document's id. Indexed, stored, and in columns; no other Lucene document has it. */
    private static final String FAILED = "failed";

    private static final String FACTS = "failed.facts";
    private static final String CONTENT = "failed.content";

    private FailureEntries() {}

    static Term term(String document) {
        return new Term(FAILED, document);
    }

    static Document entry(StoredFailure failure) {
        Document out = new Document();
        out.add(new StringField(FAILED, failure.document(), Field.Store.YES));
        out.add(new SortedDocValuesField(FAILED, new BytesRef(failure.document())));
        out.add(new StoredField(FACTS, MetadataCodec.encode(new HashMap<>(failure.facts()))));
        byte[] content = failure.content();
        if (content != null) {
            out.add(new StoredField(CONTENT, content));
        }
        return out;
    }

    static int count(IndexSearcher searcher) throws IOException {
        return searcher.count(new FieldExistsQuery(FAILED));
    }

    /** By the document's id, in order, without content. */
    static Map<String, StoredFailure> all(IndexSearcher searcher) throws IOException {
        Map<String, StoredFailure> all = new TreeMap<>();
        int count = count(searcher);
        if (count > 0) {
            for (ScoreDoc found : searcher.search(new FieldExistsQuery(FAILED), count).scoreDocs) {
                StoredFailure failure = failure(searcher.storedFields().document(found.doc, Set.of(FAILED, FACTS)));
                all.put(failure.document(), failure);
            }
        }
        return all;
    }

    static Optional<StoredFailure> of(IndexSearcher searcher, String document) throws IOException {
        ScoreDoc[] found = searcher.search(new TermQuery(term(document)), 1).scoreDocs;
        return found.length == 0
                ? Optional.empty()
                : Optional.of(failure(searcher.storedFields().document(found[0].doc)));
    }

    private static StoredFailure failure(Document stored) throws IOException {
        Map<String, String> facts = new HashMap<>();
        MetadataCodec.decode(stored.getBinaryValue(FACTS)).forEach((name, value) -> facts.put(name, value.toString()));
        BytesRef content = stored.getBinaryValue(CONTENT);
        return new StoredFailure(
                stored.get(FAILED), facts, content == null ? null : BytesRef.deepCopyOf(content).bytes);
    }
}
