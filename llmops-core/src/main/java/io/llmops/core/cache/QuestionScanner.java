package io.llmops.core.cache;

import io.llmops.core.cache.RawToken.Kind;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a question into words, Chinese characters, numbers, dates and symbols; width and case are folded. */
final class QuestionScanner {

    private static final String LETTER = "[\\p{L}\\p{M}&&[^\\p{IsHan}]]";
    private static final String LETTER_OR_DIGIT = "[\\p{L}\\p{M}\\d_&&[^\\p{IsHan}]]";

    private static final Pattern UNIT = Pattern.compile("(?<date>\\d{4}([-/.])\\d{1,2}\\2\\d{1,2}(?![\\d]))"
            + "|(?<clock>\\d{1,2}:\\d{2}(?!\\d))"
            + "|(?<version>\\d+(?:\\.\\d+){2,})"
            + "|(?<ordinal>\\d+(?:st|nd|rd|th)\\b)"
            + "|(?<number>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?(?!" + LETTER_OR_DIGIT + "))"
            + "|(?<word>" + LETTER_OR_DIGIT + "+(?:[._@+#/-]" + LETTER_OR_DIGIT + "+)*(?:'" + LETTER + "+)?)"
            + "|(?<han>\\p{IsHan}|〇)"
            + "|(?<quote>[\"“”「」『』《》]|(?<![\\p{L}\\d])'|'(?![\\p{L}\\d]))"
            + "|(?<stop>[.?!:;。？！：；\\n]+)"
            + "|(?<symbol>[\\p{S}%&*@\\\\]|(?<=\\d\\s?)[-/](?=\\s?\\d)|(?<!\\S)-(?=\\d))");

    /** Where an apostrophe stands for letters that were left out, what those words are. */
    private static final Map<String, List<String>> CONTRACTIONS = Map.of(
            "can't", List.of("can", "not"),
            "cannot", List.of("can", "not"),
            "won't", List.of("will", "not"),
            "shan't", List.of("shall", "not"),
            "let's", List.of("let", "us"));

    private final List<RawToken> tokens = new ArrayList<>();
    /** Whether a sentence's first word begins with a capital by custom, which it does not amid Chinese. */
    private final boolean custom;

    private boolean sentenceStart;
    private boolean quoted;

    private QuestionScanner(String text) {
        this.custom = text.codePoints().noneMatch(Character::isIdeographic);
        this.sentenceStart = custom;
    }

    static List<RawToken> scan(String question) {
        String text = Normalizer.normalize(question, Normalizer.Form.NFKC).replace('’', '\'');
        QuestionScanner scanner = new QuestionScanner(text);
        Matcher m = UNIT.matcher(text);
        while (m.find()) {
            scanner.unit(m);
        }
        return scanner.tokens;
    }

    private void unit(Matcher m) {
        String text = m.group();
        if (m.group("stop") != null) {
            sentenceStart = custom;
            return;
        }
        if (m.group("quote") != null) {
            quoted = !quoted;
            return;
        }
        if (m.group("word") != null) {
            word(text);
        } else {
            tokens.add(other(m, text));
        }
        sentenceStart = false;
    }

    private RawToken other(Matcher m, String text) {
        if (m.group("date") != null) {
            String[] parts = text.split("[-/.]", -1);
            return new RawToken(Kind.DATE, Dates.canonical(parts[0], parts[1], parts[2]));
        }
        if (m.group("clock") != null) {
            return new RawToken(Kind.CLOCK, text);
        }
        if (m.group("ordinal") != null) {
            return new RawToken(Kind.ORDINAL, text.substring(0, text.length() - 2));
        }
        if (m.group("number") != null) {
            return new RawToken(Kind.NUMBER, number(text));
        }
        if (m.group("han") != null) {
            return new RawToken(quoted ? Kind.NAME : Kind.HAN, text);
        }
        return new RawToken(m.group("version") != null ? Kind.NAME : Kind.SYMBOL, text);
    }

    /** Leading zeros are kept: 007 is a name more than a number. */
    private static String number(String digits) {
        String plain = digits.replace(",", "");
        return plain.length() > 1 && plain.startsWith("0") && !plain.startsWith("0.")
                ? plain
                : new BigDecimal(plain).stripTrailingZeros().toPlainString();
    }

    private void word(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> parts = CONTRACTIONS.getOrDefault(lower, split(lower));
        boolean name = quoted || isName(text, parts.get(0));
        parts.forEach(part -> tokens.add(new RawToken(name ? Kind.NAME : Kind.WORD, part)));
    }

    /** "don't" as "do" and "not", "user's" as "user"; "e-mail" as "email". */
    private static List<String> split(String lower) {
        if (lower.endsWith("n't")) {
            return List.of(lower.substring(0, lower.length() - 3), "not");
        }
        int apostrophe = lower.indexOf('\'');
        String word = apostrophe > 0 ? lower.substring(0, apostrophe) : lower;
        boolean letters = word.chars().allMatch(c -> Character.isLetter(c) || c == '-');
        return letters && word.indexOf('-') > 0 ? hyphenated(word) : List.of(word);
    }

    private static List<String> hyphenated(String word) {
        String[] parts = word.split("-", -1);
        return parts[0].length() == 1 ? List.of(word.replace("-", "")) : List.of(parts);
    }

    private boolean isName(String text, String first) {
        if (first.equals("i") || text.isEmpty()) {
            return false;
        }
        long capitals = text.chars().filter(Character::isUpperCase).count();
        boolean identifier = text.chars().anyMatch(c -> !Character.isLetter(c) && c != '\'' && c != '-');
        return capitals > 1 || identifier || (capitals == 1 && !sentenceStart);
    }
}
