package io.llmops.rag.extract;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How well sentences support an answer, from 0 to about 1: the share of the question's terms that a sentence holds,
 * each weighted by its rarity among the sentences (idf), and with an embedding model the mean of that and the cosine
 * similarity.
 */
final class Scorer {

    /** What a term counts that stands beside the sentence, or in its passage's title, and not in it. */
    private static final double BESIDE = 0.5;
    /** What a sentence with a number gains where the question asks for one. */
    private static final double NUMBER_BONUS = 1.1;
    /** Cosine at or below which two texts have nothing in common; small models never come near zero. */
    private static final double COSINE_FLOOR = 0.3;

    /** Support below which nothing is answered; measured, see docs/extractive.md. */
    private static final double FLOOR = 0.4;
    /** The same for terms of Chinese alone: pairs of characters recur less often than words. */
    private static final double FLOOR_CHINESE = 0.35;

    private static final Pattern ASKS_NUMBER = Pattern.compile(
            "\\b(?:how (?:many|much|long|often|old|far|high|large|big)|when|what (?:year|date|time|percentage))\\b"
                    + "|多少|几|何时|多久|什么时候|哪一?年|多长|多大|多高",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile(
            "\\d|[一二两三四五六七八九十百千万]|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|hundred)\\b",
            Pattern.CASE_INSENSITIVE);

    private final @Nullable EmbeddingModel embedding;

    Scorer(@Nullable EmbeddingModel embedding) {
        this.embedding = embedding;
    }

    /** The score that a sentence must reach to answer that question. */
    double floor(String question) {
        return embedding == null && Wording.isChinese(question) ? FLOOR_CHINESE : FLOOR;
    }

    /** One score for each quote, in their order. */
    double[] score(String question, List<Quote> quotes) {
        double[] scores = lexical(question, quotes);
        if (embedding != null && !quotes.isEmpty() && !question.isBlank()) {
            double[] similar = similarity(embedding, question, quotes);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (scores[i] + similar[i]) / 2;
            }
        }
        return scores;
    }

    private static double[] lexical(String question, List<Quote> quotes) {
        Map<String, Double> weights = idf(Terms.ofQuestion(question), quotes);
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        boolean number = ASKS_NUMBER.matcher(question).find();
        double[] scores = new double[quotes.size()];
        for (int i = 0; i < scores.length && all > 0; i++) {
            Quote quote = quotes.get(i);
            double found = 0;
            for (Map.Entry<String, Double> term : weights.entrySet()) {
                if (quote.terms().contains(term.getKey())) {
                    found += term.getValue();
                } else if (quote.around().contains(term.getKey())) {
                    found += BESIDE * term.getValue();
                }
            }
            boolean bonus = number && NUMBER.matcher(quote.text()).find();
            scores[i] = found / all * (bonus ? NUMBER_BONUS : 1);
        }
        return scores;
    }

    /** ln(1 + n/df), df taken as 1/2 where no sentence has the term (smoothed idf, Robertson 2004). */
    private static Map<String, Double> idf(Set<String> terms, List<Quote> quotes) {
        Map<String, Double> weights = new HashMap<>();
        for (String term : terms) {
            long with = quotes.stream().filter(q -> q.terms().contains(term)).count();
            weights.put(term, Math.log1p(quotes.size() / Math.max((double) with, 0.5)));
        }
        return weights;
    }

    private static double[] similarity(EmbeddingModel model, String question, List<Quote> quotes) {
        List<TextSegment> texts = new ArrayList<>();
        texts.add(TextSegment.from(question));
        quotes.forEach(quote -> texts.add(TextSegment.from(quote.text())));
        List<Embedding> embeddings = model.embedAll(texts).content();
        double[] scores = new double[quotes.size()];
        for (int i = 0; i < scores.length; i++) {
            double cosine = CosineSimilarity.between(embeddings.get(0), embeddings.get(i + 1));
            scores[i] = Math.max(0, (cosine - COSINE_FLOOR) / (1 - COSINE_FLOOR));
        }
        return scores;
    }
}
