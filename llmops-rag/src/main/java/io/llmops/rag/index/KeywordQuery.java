package io.llmops.rag.index;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/**
 * A question as a bag of words, scored by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
 * Beyond", 2009) with k1 = 0.9 and b = 0.4, the values that Anserini uses for short passages.
 */
final class KeywordQuery {

    private static final float K1 = 0.9f;
    private static final float B = 0.4f;

    static final Similarity SIMILARITY = new BM25Similarity(K1, B);

    /** More words than this in one question, and Lucene refuses it; the rest is left out. */
    private static final int MAX_WORDS = 1_000;

    private static final Analyzer ANALYZER = TextAnalyzer.forQuestions();

    private final Map<String, Integer> words;

    private KeywordQuery(Map<String, Integer> words) {
        this.words = words;
    }

    static KeywordQuery of(String question) throws IOException {
        Map<String, Integer> words = new LinkedHashMap<>();
        try (TokenStream tokens = ANALYZER.tokenStream(Fields.TEXT, QuestionWords.leftOut(question))) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (words.size() < MAX_WORDS && tokens.incrementToken()) {
                words.merge(word.toString(), 1, Integer::sum);
            }
        }
        return new KeywordQuery(words);
    }

    Query query() {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        words.forEach((word, count) ->
                any.add(new BoostQuery(new TermQuery(new Term(Fields.TEXT, word)), count), Occur.SHOULD));
        return any.build();
    }

    /**
     * What a passage's score approaches if it holds every word of the question very often: the sum of the words' inverse
     * document frequencies. A word that the index does not know counts like one that a single passage has: among few
     * passages it would outweigh all others. Lucene's BM25 has no factor k1 + 1,
     * so a word adds less than its inverse document frequency.
     */
    double bound(IndexReader reader) throws IOException {
        int passages = reader.getDocCount(Fields.TEXT);
        double sum = 0;
        for (Map.Entry<String, Integer> e : words.entrySet()) {
            int with = Math.max(1, reader.docFreq(new Term(Fields.TEXT, e.getKey())));
            sum += e.getValue() * Math.log(1 + (passages - with + 0.5) / (with + 0.5));
        }
        return sum;
    }
}
