package io.llmops.core.cassette;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.core.provider.ProviderRegistry;
import io.llmops.core.provider.UsageReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Records what models answer in a file and replays it, so that tests and backtests cost nothing. Put it around any model;
 * one cassette may serve many models and threads. Thread-safe.
 *
 * <p>A recording is found by its request: kind of call, messages, tools, and all parameters, the model's own defaults
 * included; what a provider adds to the parameters is known by their {@code toString()}. Equal requests are answered
 * in the order in which they were recorded, each recording once. Streams come in their recorded pieces. Failed and
 * cancelled calls are not recorded.
 *
 * <p>Before anything is written, keys of the usual forms are taken out of every text, and then what {@link
 * Builder#redact} takes out; a replayed answer is the redacted one. The file is JSON, one recording after another in the
 * order of their requests, fit for reading and for diffs; it is written whole, on {@link #close()} and after every 50 new
 * recordings.
 *
 * <pre>{@code
 * try (Cassette cassette = Cassette.builder(Path.of("src/test/cassettes/faq.json")).build()) {
 *     ChatModel model = cassette.wrap(openAi);    // REPLAY by default: openAi is never called
 * }
 * }</pre>
 */
public final class Cassette implements AutoCloseable {

    /** Default of {@link Builder#mode}. */
    public static final CassetteMode DEFAULT_MODE = CassetteMode.REPLAY;

    private final Tape tape;
    private final AnswerJson answers = new AnswerJson(new UsageReader(ProviderRegistry.discovered(List.of())));

    private Cassette(Builder b) {
        this.tape = new Tape(b.path, b.mode, new Redaction(b.redactor));
    }

    /** A builder for a cassette in that file. */
    public static Builder builder(Path path) {
        return new Builder(path);
    }

    /** A chat model that is recorded or replayed. */
    public ChatModel wrap(ChatModel model) {
        return new CassetteChatModel(requireNonNull(model, "model"), tape, answers);
    }

    /** A streaming chat model that is recorded or replayed; a replayed stream plays on its caller's thread. */
    public StreamingChatModel wrap(StreamingChatModel model) {
        return new CassetteStreamingChatModel(requireNonNull(model, "model"), tape, answers);
    }

    /** An embedding model that is recorded or replayed. */
    public EmbeddingModel wrap(EmbeddingModel model) {
        return new CassetteEmbeddingModel(requireNonNull(model, "model"), tape, answers);
    }

    /**
     * Writes what is new; the models may be used on, and the cassette closed again. A call gets its answer even if that could
     * not be kept: this says so.
     *
     * @throws io.llmops.api.exception.StoreException if the file cannot be written; then it is as it was, and what is new is
     *     kept in memory for another try
     * @throws io.llmops.api.exception.CassetteException if answers could not be recorded, since the redactor failed
     */
    @Override
    public void close() {
        tape.close();
    }

    /** Builds a {@link Cassette}. Not thread-safe. */
    public static final class Builder {
        private final Path path;
        private CassetteMode mode = DEFAULT_MODE;
        private UnaryOperator<String> redactor = UnaryOperator.identity();

        private Builder(Path path) {
            this.path = requireNonNull(path, "path");
        }

        /** What to do with a call; {@link #DEFAULT_MODE} by default. */
        public Builder mode(CassetteMode mode) {
            this.mode = requireNonNull(mode, "mode");
            return this;
        }

        /**
         * Takes what must not be written out of every text of a request or an answer; nothing by default. It must give
         * the same for the same text, since requests are compared after it, and be thread-safe.
         */
        public Builder redact(UnaryOperator<String> redactor) {
            this.redactor = requireNonNull(redactor, "redactor");
            return this;
        }

        /**
         * The cassette.
         *
         * @throws io.llmops.api.exception.CassetteException if the file is no cassette, or is missing in mode
         *     {@link CassetteMode#REPLAY}
         */
        public Cassette build() {
            return new Cassette(this);
        }
    }
}
