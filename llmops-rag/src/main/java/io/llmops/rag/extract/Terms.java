package io.llmops.rag.extract;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text is about: stems of words, and pairs of Chinese characters. Function words are left out. */
final class Terms {

    private static final String DENSE = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}";
    private static final Pattern RUN =
            Pattern.compile("(?<dense>[" + DENSE + "]+)|[\\p{L}\\p{N}&&[^" + DENSE + "]]+(?:['’]\\p{IsLatin}+)?");
    private static final Set<String> STOP_WORDS = Set.of(
            "a", "an", "the", "this", "that", "these", "those", "is", "are", "was", "were", "be", "been", "being", "am",
            "do", "does", "did", "done", "have", "has", "had", "can", "could", "will", "would", "shall", "should",
            "may", "might", "must", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "into", "about",
            "and", "or", "but", "if", "not", "no", "so", "than", "then", "there", "it", "its", "he", "she", "they",
            "them", "his", "her", "their", "we", "us", "our", "you", "your", "i", "me", "my", "what", "which", "who",
            "whom", "whose", "when", "where", "why", "how", "many", "much", "some", "any", "also", "please", "tell");
    private static final Pattern CHINESE_STOP = Pattern.compile("请问|什么时候|什么|哪一|哪些|哪个|哪里|哪|怎么样|怎么|怎样|如何|为什么"
            + "|为何|多少|多久|何时|是否|可以|能否|能不能|需要|应该|以及|我们|你们|他们|它们|这个|那个|这些|那些|一个|有没有"
            + "|的|了|吗|呢|吧|啊|是|在|和|与|或|及|被|把|由|从|对|于|谁|几|我|你|他|她|它|请|有|会|能|就|也|都|而|之|其|为|以");

    private Terms() {}

    /** What a question asks about. */
    static Set<String> ofQuestion(String question) {
        Set<String> terms = new LinkedHashSet<>();
        Matcher run = RUN.matcher(normal(question));
        while (run.find()) {
            if (run.group("dense") == null) {
                addWord(run.group(), terms);
                continue;
            }
            for (String piece : CHINESE_STOP.split(run.group())) {
                addPairs(piece, terms);
                if (piece.length() == 1) {
                    terms.add(piece);
                }
            }
        }
        return terms;
    }

    /** What a sentence can be found by: single Chinese characters, too. */
    static Set<String> ofSentence(String sentence) {
        Set<String> terms = new LinkedHashSet<>();
        Matcher run = RUN.matcher(normal(sentence));
        while (run.find()) {
            String text = run.group();
            if (run.group("dense") == null) {
                addWord(text, terms);
            } else {
                addPairs(text, terms);
                text.chars().forEach(c -> terms.add(String.valueOf((char) c)));
            }
        }
        return terms;
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static void addPairs(String text, Set<String> terms) {
        for (int i = 0; i + 1 < text.length(); i++) {
            terms.add(text.substring(i, i + 2));
        }
    }

    private static void addWord(String word, Set<String> terms) {
        String plain = word.replaceAll("['’].*", "");
        if (!STOP_WORDS.contains(plain)) {
            terms.add(Stem.of(plain));
        }
    }
}
