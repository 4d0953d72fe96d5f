package io.llmops.rag.index;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one commit that are not to be found. They are noted in the commit, so that every search and its
 * quarantine are of one state. Used by one search.
 */
final class Quarantine {

    /** What the commit's note is named. */
    static final String NOTE = "llmops.quarantine";

    private static final String SEPARATOR = " ";

    private final Set<String> documents;
    private final Map<LeafReaderContext, SortedDocValues> columns = new HashMap<>();

    private Quarantine(Set<String> documents) {
        this.documents = documents;
    }

    static Quarantine of(IndexSearcher searcher) throws IOException {
        DirectoryReader reader = (DirectoryReader) searcher.getIndexReader();
        return new Quarantine(documents(reader.getIndexCommit().getUserData().get(NOTE)));
    }

    /** The documents of a note, in order; none of no note. */
    static Set<String> documents(@Nullable String note) {
        return note == null || note.isEmpty()
                ? new TreeSet<>()
                : Arrays.stream(note.split(SEPARATOR))
                        .map(id -> URLDecoder.decode(id, StandardCharsets.UTF_8))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    static String note(Set<String> documents) {
        return documents.stream()
                .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8))
                .collect(Collectors.joining(SEPARATOR));
    }

    /** Whether a chunk may be found; asked of a segment's chunks in order. */
    boolean admits(LeafReaderContext segment, int doc) throws IOException {
        if (documents.isEmpty()) {
            return true;
        }
        SortedDocValues column = columns.get(segment);
        if (column == null) {
            column = DocValues.getSorted(segment.reader(), Fields.DOCUMENT);
            columns.put(segment, column);
        }
        return !column.advanceExact(doc)
                || !documents.contains(column.lookupOrd(column.ordValue()).utf8ToString());
    }

    /** A query that finds what it found before, but for the chunks of these documents. */
    Query outside(Query query) {
        if (documents.isEmpty()) {
            return query;
        }
        List<BytesRef> ids = new ArrayList<>();
        documents.forEach(id -> ids.add(new BytesRef(id)));
        return new BooleanQuery.Builder()
                .add(query, Occur.MUST)
                .add(new TermInSetQuery(Fields.DOCUMENT, ids), Occur.MUST_NOT)
                .build();
    }
}
