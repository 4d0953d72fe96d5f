package io.llmops.rag.index;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Cuts text into words (Unicode UAX #29), lower-cased, with English endings and the commonest English words taken off;
 * Chinese, Japanese and Korean into overlapping pairs of characters, with full and half width alike.
 *
 * <p>An index also holds the single characters, so that a question of one character finds something; a question of
 * more asks only for pairs, which are rarer and so tell more.
 */
final class TextAnalyzer extends Analyzer {

    private static final int EVERY_SCRIPT =
            CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA | CJKBigramFilter.HANGUL;

    private final boolean singles;

    private TextAnalyzer(boolean singles) {
        this.singles = singles;
    }

    static Analyzer forIndexing() {
        return new TextAnalyzer(true);
    }

    static Analyzer forQuestions() {
        return new TextAnalyzer(false);
    }

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        Tokenizer words = new StandardTokenizer();
        TokenStream out = new EnglishPossessiveFilter(new CJKWidthFilter(words));
        out = new LowerCaseFilter(out);
        out = new CJKBigramFilter(out, EVERY_SCRIPT, singles);
        out = new StopFilter(out, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
        return new TokenStreamComponents(words, new PorterStemFilter(out));
    }
}
