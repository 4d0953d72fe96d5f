package io.llmops.rag.split;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.segment.TextSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into chunks along its own borders: paragraphs first, then sentences, then clauses, then words, and only
 * then between characters, never inside one that is written with several code units. Each chunk is a piece of the text as
 * it stands. Immutable and thread-safe.
 *
 * <p>Sizes are in characters of English: a Chinese, Japanese or Korean character counts three, a letter of another
 * alphabet than Latin counts two. A chunk of {@value #DEFAULT_SIZE} is about 170 tokens of English or 230 of Chinese, which
 * fits the 256 tokens of all-MiniLM-L6-v2 and the 512 of the BGE models.
 *
 * <p>A row of a table stays whole up to {@value #ROW_FACTOR} times the size.
 */
public final class TextSplitter implements DocumentSplitter {

    /** Size of a chunk where none is given: {@value}. */
    public static final int DEFAULT_SIZE = 700;

    /** Overlap of two chunks where none is given: {@value}. */
    public static final int DEFAULT_OVERLAP = 100;

    /** A row of a table may be so many times larger than a chunk: {@value}. */
    public static final int ROW_FACTOR = 4;

    private static final int MIN_SIZE = 20;
    /** Changes when the same settings would cut otherwise than before. */
    private static final String ALGORITHM = "recursive-1";

    private final int size;
    private final int overlap;

    private TextSplitter(int size, int overlap) {
        this.size = size;
        this.overlap = overlap;
    }

    /**
     * A splitter.
     *
     * @param size a chunk is at most so large; at least 20
     * @param overlap whole sentences of up to this size are repeated at the beginning of the next chunk; at most half the
     *     size, 0 for none
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static TextSplitter of(int size, int overlap) {
        if (size < MIN_SIZE) {
            throw new IllegalArgumentException("chunk size must be at least " + MIN_SIZE + ", but is " + size);
        }
        if (overlap < 0 || overlap > size / 2) {
            throw new IllegalArgumentException(
                    "chunk overlap must be from 0 to half the chunk size (" + size / 2 + "), but is " + overlap);
        }
        return new TextSplitter(size, overlap);
    }

    /** The chunks in order, none blank; none for a blank text. */
    public List<String> split(String text) {
        List<Span> atoms = atoms(requireNonNull(text, "text"));
        List<String> chunks = new ArrayList<>();
        int first = 0;
        while (first < atoms.size()) {
            int end = fill(text, atoms, first);
            chunks.add(
                    text.substring(atoms.get(first).start(), atoms.get(end - 1).end()));
            first = end < atoms.size() ? backUp(text, atoms, first, end) : end;
        }
        return chunks;
    }

    /** The chunks as segments that carry the document's metadata. */
    @Override
    public List<TextSegment> split(Document document) {
        List<TextSegment> segments = new ArrayList<>();
        for (String chunk : split(document.text())) {
            segments.add(TextSegment.from(chunk, document.metadata().copy()));
        }
        return segments;
    }

    /** Equal for splitters that cut every text alike. */
    public String fingerprint() {
        return ALGORITHM + "/" + size + "/" + overlap;
    }

    private List<Span> atoms(String text) {
        List<Span> atoms = new ArrayList<>();
        for (Block block : Block.of(text)) {
            if (block.whole()) {
                atoms.addAll(new LongSpan(text, Math.multiplyExact(size, ROW_FACTOR)).cut(block.span()));
            } else {
                for (Span sentence : SentenceScanner.scan(text, block.span())) {
                    atoms.addAll(new LongSpan(text, size).cut(sentence));
                }
            }
        }
        return atoms;
    }

    /** Where a chunk ends that begins at {@code first}: it is filled, then taken back to a paragraph's border if that leaves it half full. */
    private int fill(String text, List<Span> atoms, int first) {
        int weight = 0;
        int end = first;
        int paragraph = first;
        while (end < atoms.size()) {
            int more = weight(text, atoms.get(end));
            if (end > first && weight + more > size) {
                break;
            }
            if (end > first && atoms.get(end).opensParagraph() && weight >= size / 2) {
                paragraph = end;
            }
            weight += more;
            end++;
        }
        boolean borderHere = end == atoms.size() || atoms.get(end).opensParagraph();
        return borderHere || paragraph == first ? end : paragraph;
    }

    /** Where the next chunk begins: before whole sentences that fit the overlap, and leave room for what is new. */
    private int backUp(String text, List<Span> atoms, int first, int end) {
        int next = weight(text, atoms.get(end));
        int begin = end;
        int repeated = 0;
        while (begin - 1 > first) {
            int more = weight(text, atoms.get(begin - 1));
            if (repeated + more > overlap || repeated + more + next > size) {
                break;
            }
            repeated += more;
            begin--;
        }
        return begin;
    }

    private static int weight(String text, Span span) {
        return Weight.of(text, span.start(), span.end());
    }
}
