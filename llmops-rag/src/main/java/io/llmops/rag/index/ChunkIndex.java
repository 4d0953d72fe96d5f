package io.llmops.rag.index;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a knowledge base in one directory: text, metadata, vectors, keywords, and which version of which
 * document they come from. All of it changes in one commit, so that no part can disagree with another, whenever the
 * process is killed.
 *
 * <p>Changes gather until {@link #commit}; searches, {@link #documents} and {@link #size} see the last commit. Safe for
 * use by many threads: changes wait for each other, searches wait for nothing. One index at a time may have a directory
 * open for writing; any number may have it open read-only. Whoever opens an index closes it; closing forgets what is
 * not committed.
 *
 * <p>Vectors are compared one by one with the query, without approximation. The first search after a commit reads the
 * vectors that are new into memory: four bytes for each number of each vector.
 *
 * <pre>{@code
 * try (ChunkIndex index = ChunkIndex.open(directory, IndexSettings.of("onnx/bge-small-zh-v1.5", model))) {
 *     index.replace("leave.md", "sha256:4f1c", Map.of("title", "Leave"), chunks);
 *     index.commit();
 *     List<Hit> hits = index.keyword("年假", 5);
 * }
 * }</pre>
 */
public final class ChunkIndex implements AutoCloseable {

    private static final String SOURCE = "llmops.source";

    private final LuceneIndex lucene;

    private ChunkIndex(LuceneIndex lucene) {
        this.lucene = lucene;
    }

    /**
     * Opens an index for writing, and makes it if the directory is missing or empty. The directory belongs to the index
     * alone. Every file of the index is compared with its checksum.
     *
     * @throws io.llmops.api.exception.LockedException if it is open for writing, in this process or another
     * @throws io.llmops.api.exception.IndexException if it is damaged, of a newer format, or built with other settings
     * @throws io.llmops.api.exception.ConfigurationException if the directory holds other files but no index
     */
    public static ChunkIndex open(Path directory, IndexSettings settings) {
        return new ChunkIndex(LuceneIndex.forWriting(
                directory, new IndexFormat(IndexFormat.Kind.CHUNKS, requireNonNull(settings, "settings"))));
    }

    /**
     * Opens an index for searching, while another process may be writing. A search sees what was committed before it
     * began; to look for a commit reads one small file. Where the index is deleted, searches go on in the last commit
     * that was seen until there is another; if that one was built for another model they are an
     * {@link io.llmops.api.exception.IndexException}. Changing the index is an {@link IllegalStateException}.
     *
     * @throws io.llmops.api.exception.IndexException if there is no index, it is damaged, or of a newer format
     */
    public static ChunkIndex openReadOnly(Path directory) {
        return new ChunkIndex(LuceneIndex.readOnly(directory, IndexFormat.Kind.CHUNKS));
    }

    /**
     * Puts these chunks in the place of all that the document had. A document without chunks is remembered too.
     *
     * @param document the document's id
     * @param version what {@link #documents} will say of it
     * @param documentMetadata becomes part of every chunk's metadata; a chunk's own wins over it
     * @param chunks all chunks of the document
     * @throws IllegalArgumentException if a chunk is of another document or comes twice, or its vector is missing, has
     *     another length than the index's, or is not finite; the index is as before then
     * @throws IllegalStateException if the index is open read-only or closed
     * @throws io.llmops.api.exception.IndexException if it cannot be written; {@link #rollback} leads back
     */
    public void replace(String document, String version, Map<String, String> documentMetadata, List<Chunk> chunks) {
        Chunk.checkId(document, "document");
        requireNonNull(version, "version");
        Set<String> ids = new HashSet<>();
        List<Document> block = new ArrayList<>(chunks.size() + 1);
        for (Chunk chunk : chunks) {
            check(chunk, document);
            if (!ids.add(chunk.id())) {
                throw new IllegalArgumentException("chunk " + chunk.id() + " comes twice in document " + document);
            }
            block.add(Fields.chunk(chunk, documentMetadata));
        }
        block.add(Fields.record(document, version, chunks.size()));
        lucene.write(writer -> writer.updateDocuments(new Term(Fields.DOCUMENT, document), block));
    }

    private void check(Chunk chunk, String document) {
        if (!chunk.document().equals(document)) {
            throw new IllegalArgumentException(
                    "chunk " + chunk.id() + " is of document " + chunk.document() + ", not of " + document);
        }
        float[] vector = chunk.vector();
        if (settings().hasVectors() != (vector != null)) {
            throw new IllegalArgumentException("chunk " + chunk.id() + " must have "
                    + (vector == null ? "a vector" : "no vector") + ": the index was built with embedding model "
                    + settings().embeddingModel());
        }
        if (vector != null) {
            VectorCodec.check(vector, settings().dimension(), "chunk " + chunk.id());
        }
    }

    /**
     * Takes out a document with all its chunks; nothing happens if there is none.
     *
     * @throws IllegalStateException if the index is open read-only or closed
     * @throws io.llmops.api.exception.IndexException if it cannot be written
     */
    public void remove(String document) {
        requireNonNull(document, "document");
        lucene.write(writer -> writer.deleteDocuments(new Term(Fields.DOCUMENT, document)));
        if (quarantined().contains(document)) {
            release(document);
        }
    }

    /** The documents that no search finds, in order. */
    public Set<String> quarantined() {
        return Quarantine.documents(lucene.note(Quarantine.NOTE).orElse(null));
    }

    /**
     * Keeps a document from being found, with the next {@link #commit}, until it is released or removed; also what will
     * replace it.
     *
     * @throws IllegalStateException if the index is open read-only or closed
     * @throws io.llmops.api.exception.IndexException if it cannot be written
     */
    public void quarantine(String document) {
        requireNonNull(document, "document");
        lucene.note(Quarantine.NOTE, note -> {
            Set<String> documents = Quarantine.documents(note);
            documents.add(document);
            return Quarantine.note(documents);
        });
    }

    /**
     * Lets a document be found again, with the next {@link #commit}; nothing happens if it is.
     *
     * @throws IllegalStateException if the index is open read-only or closed
     * @throws io.llmops.api.exception.IndexException if it cannot be written
     */
    public void release(String document) {
        requireNonNull(document, "document");
        lucene.note(Quarantine.NOTE, note -> {
            Set<String> documents = Quarantine.documents(note);
            documents.remove(document);
            return Quarantine.note(documents);
        });
    }

    /**
     * Makes all changes since the last commit durable, then visible. It returns when the disk has them; if the process
     * ends before, all of them are forgotten.
     *
     * @throws IllegalStateException if the index is open read-only or closed
     * @throws io.llmops.api.exception.IndexException if it cannot be written
     */
    public void commit() {
        lucene.commit();
    }

    /**
     * Forgets all changes since the last commit. The index stays open and locked, also after a failure to write.
     *
     * @throws IllegalStateException if the index is open read-only
     * @throws io.llmops.api.exception.IndexException if it cannot be opened again
     */
    public void rollback() {
        lucene.rollback();
    }

    /** Version by id of every document, sorted by id. */
    public Map<String, String> documents() {
        return lucene.search(Records::versions);
    }

    /** Hands over every chunk, one by one, with 0 for its score, in no particular order. */
    public void forEach(Consumer<Hit> visitor) {
        lucene.search(searcher -> {
            EntryReader entries = new EntryReader(searcher);
            Records.chunks(searcher, doc -> visitor.accept(entries.hit(doc, 0)));
            return true;
        });
    }

    /** How many chunks there are. */
    public int size() {
        return lucene.search(searcher -> searcher.getIndexReader().numDocs() - Records.count(searcher));
    }

    /** What the documents come from, as {@link #source(String)} was told; empty if it never was. */
    public Optional<String> source() {
        return lucene.note(SOURCE);
    }

    /**
     * Remembers, with the next {@link #commit}, what the documents come from.
     *
     * @throws IllegalStateException if the index is open read-only or closed
     * @throws io.llmops.api.exception.IndexException if it cannot be written
     */
    public void source(String source) {
        lucene.note(SOURCE, requireNonNull(source, "source"));
    }

    /** What the index was built for. */
    public IndexSettings settings() {
        return lucene.settings();
    }

    /**
     * Checks that the index's vectors can be compared with those of a model.
     *
     * @throws io.llmops.api.exception.IndexException if it was built with another one
     */
    public void ensureServes(IndexSettings wanted) {
        lucene.ensureServes(requireNonNull(wanted, "wanted"));
    }

    /** Where it is. */
    public Path directory() {
        return lucene.path();
    }

    /**
     * The chunks with the nearest vectors, nearest first; the score is (1 + cosine) / 2, LangChain4j's relevance score.
     *
     * @param k at most so many
     * @throws IllegalArgumentException if {@code k} is not positive, or the query has another length than the index's
     *     vectors or is not finite
     * @throws IllegalStateException if the index is keyword-only or closed
     */
    public List<Hit> vector(float[] query, int k) {
        checkPositive(k);
        VectorScan scan = scan(query);
        return lucene.search(searcher -> byVector(searcher, scan, k));
    }

    /**
     * The chunks that hold most of the question's words, best BM25 first. The score is BM25 divided by what it would
     * approach if the chunk held every word of the question very often, the words that the index does not know included,
     * and words that only ask ("what", "多少") left out: near 0 where little of the question is found, about 0.5 where each word stands once in a chunk of usual length,
     * always below 1.
     *
     * @param query plain words in any language; there is no syntax
     * @param k at most so many
     * @throws IllegalArgumentException if {@code k} is not positive
     * @throws IllegalStateException if the index is closed
     */
    public List<Hit> keyword(String query, int k) {
        checkPositive(k);
        return lucene.search(searcher -> byKeyword(searcher, KeywordQuery.of(query), k, null));
    }

    /**
     * The best chunks by meaning and by words, both from one commit and both scored as {@link #vector} scores.
     *
     * @param question plain words
     * @param query the question's vector
     * @param depth at most so many of each
     * @throws IllegalArgumentException as {@link #vector} does
     * @throws IllegalStateException if the index is keyword-only or closed
     */
    public Candidates candidates(String question, float[] query, int depth) {
        checkPositive(depth);
        VectorScan scan = scan(query);
        return lucene.search(searcher -> new Candidates(
                byVector(searcher, scan, depth), byKeyword(searcher, KeywordQuery.of(question), depth, scan)));
    }

    /**
     * Reads the whole index and says what is wrong with the last commit; empty if it is sound. Slow; for tools and tests.
     *
     * @throws IllegalStateException if the index is closed
     */
    public List<String> check() {
        return lucene.search(searcher -> new IndexCheck(searcher.getIndexReader(), settings()).complaints());
    }

    /** Closes the index and gives up its lock. Changes since the last commit are forgotten. */
    @Override
    public void close() {
        lucene.close();
    }

    private VectorScan scan(float[] query) {
        if (!settings().hasVectors()) {
            throw new IllegalStateException("Index " + directory() + " is keyword-only and has no vectors");
        }
        VectorCodec.check(query, settings().dimension(), "query");
        return new VectorScan(lucene.vectors(), query);
    }

    private static List<Hit> byVector(IndexSearcher searcher, VectorScan scan, int k) throws IOException {
        EntryReader entries = new EntryReader(searcher);
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc near : scan.nearest(searcher, k, 0, Quarantine.of(searcher)::admits)) {
            hits.add(entries.hit(near.doc, VectorScan.relevance(near.score)));
        }
        return hits;
    }

    /** With a scan, scored by cosine; without, by the words. The order is by the words either way. */
    private static List<Hit> byKeyword(IndexSearcher searcher, KeywordQuery words, int k, @Nullable VectorScan scan)
            throws IOException {
        EntryReader entries = new EntryReader(searcher);
        double bound = words.bound(searcher.getIndexReader());
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc found : searcher.search(Quarantine.of(searcher).outside(words.query()), k).scoreDocs) {
            double score = scan == null
                    ? Math.min(1, found.score / bound)
                    : VectorScan.relevance(scan.cosine(searcher, found.doc));
            hits.add(entries.hit(found.doc, score));
        }
        return hits;
    }

    private static void checkPositive(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("the number of hits must be positive, but is " + k);
        }
    }
}
