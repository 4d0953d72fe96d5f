package io.llmops.eval.retrieval;

import io.llmops.api.exception.DatasetException;
import io.llmops.eval.internal.JsonRow;
import io.llmops.eval.internal.Jsonl;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the files of a collection in BEIR's layout (N. Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot
 * Evaluation of Information Retrieval Models", NeurIPS 2021): {@code corpus.jsonl} and {@code queries.jsonl}, one JSON
 * object a line; judgements are read by {@link Qrels#beir(Path)}. Files are UTF-8; fields that are not named here are
 * ignored. Errors name the file and the line.
 */
public final class BeirFiles {

    private static final String ID = "_id";
    private static final String TITLE = "title";
    private static final String TEXT = "text";

    private BeirFiles() {}

    /**
     * Documents of {@code corpus.jsonl}, each with {@code _id}, {@code text} and, if it has one, {@code title}. They are
     * read as they are asked for, so that a corpus may be larger than the heap; close the stream.
     *
     * @throws DatasetException if the file is missing or cannot be opened; from the stream, if it is empty, a line is
     *     malformed, or an id is there twice
     */
    public static Stream<CorpusDocument> corpus(Path file) {
        Jsonl lines = Jsonl.open(file);
        return StreamSupport.stream(new Documents(lines, file), false).onClose(lines::close);
    }

    /**
     * Texts of {@code queries.jsonl} by id, in the file's order; each line has {@code _id} and {@code text}.
     *
     * @throws DatasetException if the file is missing or empty, a line is malformed, or an id is there twice
     */
    public static Map<String, String> queries(Path file) {
        Map<String, String> queries = new LinkedHashMap<>();
        try (Jsonl lines = Jsonl.open(file)) {
            for (Optional<JsonRow> line = lines.next(); line.isPresent(); line = lines.next()) {
                String id = line.get().required(ID);
                if (queries.put(id, line.get().required(TEXT)) != null) {
                    throw line.get().error("query '" + id + "' is there twice");
                }
            }
        }
        if (queries.isEmpty()) {
            throw new DatasetException(file + " is empty; each line must be a query");
        }
        return queries;
    }

    private static final class Documents extends AbstractSpliterator<CorpusDocument> {
        private final Jsonl lines;
        private final Path file;
        private final Set<String> ids = new HashSet<>();

        Documents(Jsonl lines, Path file) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.lines = lines;
            this.file = file;
        }

        @Override
        public boolean tryAdvance(Consumer<? super CorpusDocument> action) {
            Optional<JsonRow> line = lines.next();
            if (line.isEmpty() && ids.isEmpty()) {
                throw new DatasetException(file + " is empty; each line must be a document");
            }
            line.map(this::document).ifPresent(action);
            return line.isPresent();
        }

        private CorpusDocument document(JsonRow line) {
            String id = line.required(ID);
            if (!ids.add(id)) {
                throw line.error("document '" + id + "' is there twice");
            }
            return new CorpusDocument(id, line.text(TITLE), line.required(TEXT));
        }
    }
}
