package io.llmops.rag.extract;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers only by quoting: it takes the sentences of the given passages that support an answer best, word for word, each
 * with its citation such as {@code [2]}, and says so where none does. It is no language model: it does not generate,
 * follow instructions, combine facts or call tools, and needs neither network nor model files. It is there to run a
 * scenario without a model, and as the floor that a generative model has to beat.
 *
 * <p>Passages are read from the request as {@link io.llmops.core.answer.PassageBlock} writes them. The question is the
 * last paragraph of the last user message outside the passages, or the last one labelled {@code Question:} or
 * {@code 问题：}. The one instruction that it honours is a limit of sentences ({@code at most two sentences},
 * {@code 最多两句}); without it at most {@value #DEFAULT_SENTENCES} are quoted.
 *
 * <p>Support is judged by the terms of the question that a sentence has, rare ones counting more, and, if an embedding
 * model is given, by the similarity of their meaning. Tokens are reported as 0, because no model reads any. Immutable and
 * thread-safe if the embedding model is; owns nothing.
 */
public final class ExtractiveChatModel implements ChatModel {

    /** The model's name in responses. */
    public static final String NAME = "extractive";

    /** At most so many sentences where the request sets no limit: {@value}. */
    public static final int DEFAULT_SENTENCES = 3;

    /** What it says where no sentence supports an answer: {@value}. */
    public static final String NOT_ANSWERED = "The passages do not answer this. (extractive: quotes only)";

    /** {@link #NOT_ANSWERED} for a question in Chinese: {@value}. */
    public static final String NOT_ANSWERED_ZH = "所给段落没有回答这个问题。（抽取式：只引用原文）";

    /** What it says where it is given no passages: {@value}. */
    public static final String NO_PASSAGES =
            "No passages were given, and this model only quotes passages. (extractive: quotes only)";

    /** {@link #NO_PASSAGES} for a question in Chinese: {@value}. */
    public static final String NO_PASSAGES_ZH = "没有给出段落，而本模型只能引用所给段落。（抽取式：只引用原文）";

    /** A further sentence is quoted if it has at least this share of the best one's support. */
    private static final double NEAR_BEST = 0.8;

    private final Scorer scorer;

    private ExtractiveChatModel(@Nullable EmbeddingModel embedding) {
        this.scorer = new Scorer(embedding);
    }

    /** A builder. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Quotes.
     *
     * @throws dev.langchain4j.exception.UnsupportedFeatureException if the request has tools or asks for JSON
     */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        return response(answer(request));
    }

    /** Only the model's name. */
    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return ChatRequestParameters.builder().modelName(NAME).build();
    }

    /** The same model, sentence by sentence; it shares this one's settings. */
    public StreamingChatModel streaming() {
        return new ExtractiveStreamingChatModel(this);
    }

    /** The answer in pieces: its sentences, or the plain refusal. */
    List<String> answer(ChatRequest request) {
        ExtractionTask task = ExtractionTask.of(request, DEFAULT_SENTENCES);
        if (task.passages().isEmpty()) {
            return List.of(task.refusal(Wording.noPassages(task.question())));
        }
        List<Quote> quotes = Quote.of(task.passages());
        double[] scores = scorer.score(task.question(), quotes);
        List<String> best = new ArrayList<>();
        for (int i : best(scores, scorer.floor(task.question()), task.sentences())) {
            best.add(quotes.get(i).cited());
        }
        return best.isEmpty() ? List.of(task.refusal(Wording.notAnswered(task.question()))) : best;
    }

    static ChatResponse response(List<String> pieces) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(String.join(" ", pieces)))
                .metadata(ChatResponseMetadata.builder()
                        .modelName(NAME)
                        .tokenUsage(new TokenUsage(0, 0))
                        .finishReason(FinishReason.STOP)
                        .build())
                .build();
    }

    /** Positions of the best scores, in reading order. */
    private static int[] best(double[] scores, double floor, int limit) {
        double top = Arrays.stream(scores).max().orElse(0);
        double needed = Math.max(floor, NEAR_BEST * top);
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] >= needed)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .limit(limit)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** Builds an {@link ExtractiveChatModel}. Not thread-safe. */
    public static final class Builder {
        private @Nullable EmbeddingModel embedding;

        private Builder() {}

        /** Judges support by meaning, too; by terms alone by default. The caller closes it. */
        public Builder embedding(EmbeddingModel embedding) {
            this.embedding = requireNonNull(embedding, "embedding");
            return this;
        }

        /** The model. */
        public ExtractiveChatModel build() {
            return new ExtractiveChatModel(embedding);
        }
    }
}
