package io.llmops.eval.internal;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text as a list of words that compare equal when a reader would call them the same: case, width (NFKC), white space and
 * punctuation do not count. Scripts written without spaces (Chinese, Japanese, Thai, ...) give a word for each character.
 * The sign and the decimal point of a number are kept, since -5 is not 5 and 3.5 is not 35; thousands separators go.
 */
public final class Words {

    private static final String SCRIPTS =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";
    private static final String UNSPACED = "[" + SCRIPTS + "]";
    private static final String SPACED = "[\\p{L}\\p{M}\\p{N}&&[^" + SCRIPTS + "]]";

    /** One character, or a run of letters and digits with decimal points, and the sign of a number before it. */
    private static final Pattern WORD = Pattern.compile(
            UNSPACED + "|(?:(?<!" + SPACED + ")-(?=\\p{Nd}))?(?:" + SPACED + "|(?<=\\p{Nd})\\.(?=\\p{Nd}))+");

    private static final Pattern MINUS = Pattern.compile("[\\u2212\\u2012\\u2013]");
    private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})['\\u2019](?=\\p{L})");
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\p{Nd}),(?=\\p{Nd}{3}(?!\\p{Nd}))");
    /** Letters with a full stop after each, as in U.S.; what follows the last one need not be a full stop. */
    private static final Pattern INITIALS =
            Pattern.compile("(?<![\\p{L}\\p{N}])\\p{L}(?:\\.\\p{L})+(?![\\p{L}\\p{N}])");

    private Words() {}

    /** The words of a text; none if it has neither letters nor digits. */
    public static List<String> of(String text) {
        String folded = fold(text);
        folded = MINUS.matcher(folded).replaceAll("-");
        folded = APOSTROPHE.matcher(folded).replaceAll("");
        folded = THOUSANDS.matcher(folded).replaceAll("");
        folded = INITIALS.matcher(folded).replaceAll(m -> m.group().replace(".", ""));
        return WORD.matcher(folded).results().map(MatchResult::group).toList();
    }

    /** The characters of a text that are not white space, for answers made of symbols only, such as {@code ) ]}. */
    public static List<String> symbols(String text) {
        return fold(text)
                .codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .mapToObj(Character::toString)
                .toList();
    }

    /** What two texts have in common if a reader would call them the same: their words, or symbols where there are none. */
    public static List<String> essence(String text) {
        List<String> words = of(text);
        return words.isEmpty() ? symbols(text) : words;
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
