package io.llmops.rag.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** Looks for what must not be in a commit: damage that Lucene finds, and chunks that disagree with the record. */
final class IndexCheck {

    private final IndexReader reader;
    private final IndexSettings settings;
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, Integer> chunksFound = new HashMap<>();
    private final Map<String, Long> chunksRecorded = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    IndexCheck(IndexReader reader, IndexSettings settings) {
        this.reader = reader;
        this.settings = settings;
    }

    List<String> complaints() {
        for (LeafReaderContext leaf : reader.leaves()) {
            try {
                leaf.reader().checkIntegrity();
                checkStructure((CodecReader) leaf.reader());
                readRecords(leaf.reader());
                readChunks(leaf.reader());
            } catch (IOException | RuntimeException e) {
                complaints.add("segment " + leaf.ord + ": " + e);
            }
        }
        compare();
        return List.copyOf(complaints);
    }

    private void checkStructure(CodecReader segment) throws IOException {
        PrintStream silent = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        complain("deletions", CheckIndex.testLiveDocs(segment, silent, false).error);
        complain("lengths", CheckIndex.testFieldNorms(segment, silent, false).error);
        complain("words", CheckIndex.testPostings(segment, silent).error);
        complain("stored fields", CheckIndex.testStoredFields(segment, silent, false).error);
        complain("columns", CheckIndex.testDocValues(segment, silent, false).error);
    }

    private void complain(String part, @Nullable Throwable error) {
        if (error != null) {
            complaints.add(part + ": " + error);
        }
    }

    private void readRecords(LeafReader segment) throws IOException {
        Records.visit(segment, (document, version, chunks) -> {
            if (chunksRecorded.put(document, chunks) != null) {
                complaints.add("document " + document + " has two records");
            }
        });
    }

    private void readChunks(LeafReader segment) throws IOException {
        BinaryDocValues metadata = DocValues.getBinary(segment, Fields.METADATA);
        BinaryDocValues vectors = DocValues.getBinary(segment, Fields.VECTOR);
        SortedDocValues documents = DocValues.getSorted(segment, Fields.DOCUMENT);
        StoredFields stored = segment.storedFields();
        Bits alive = segment.getLiveDocs();
        for (int doc = metadata.nextDoc(); doc != BinaryDocValues.NO_MORE_DOCS; doc = metadata.nextDoc()) {
            if (alive != null && !alive.get(doc)) {
                continue;
            }
            String id = stored.document(doc, Set.of(Fields.ID)).get(Fields.ID);
            if (!ids.add(id)) {
                complaints.add("chunk " + id + " is there twice");
            }
            if (documents.advanceExact(doc)) {
                chunksFound.merge(documents.lookupOrd(documents.ordValue()).utf8ToString(), 1, Integer::sum);
            } else {
                complaints.add("chunk " + id + " has no document");
            }
            MetadataCodec.decode(metadata.binaryValue());
            int length = vectors.advanceExact(doc) ? vectors.binaryValue().length / Float.BYTES : 0;
            if (length != settings.dimension()) {
                complaints.add("chunk " + id + " has a vector of length " + length);
            }
        }
    }

    private void compare() {
        chunksRecorded.forEach((document, recorded) -> {
            int found = chunksFound.getOrDefault(document, 0);
            if (found != recorded) {
                complaints.add("document " + document + " has " + found + " chunks, but its record says " + recorded);
            }
        });
        chunksFound.keySet().stream()
                .filter(document -> !chunksRecorded.containsKey(document))
                .map(document -> "document " + document + " has chunks but no record")
                .forEach(complaints::add);
    }
}
