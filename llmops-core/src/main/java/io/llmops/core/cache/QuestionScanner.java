package io.llmops.core.cache;

import io.llmops.core.cache.RawToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a question into words, Chinese characters, numbers, dates and symbols; width and case are folded. */
final class QuestionScanner {

    private static final String LETTER = "[\\p{L}\\p{M}&&[^\\p{IsHan}]]";
    private static final String LETTER_OR_DIGIT = "[\\p{L}\\p{M}\\d_&&[^\\p{IsHan}]]";

    private static final String MARK = "[\\p{S}\\p{P}\\p{N}&&[^,，、;:.?!\"'“”‘「」『』《》…—·-]]";

    private static final Pattern UNIT = Pattern.compile("(?<date>\\d{4}([-/.])\\d{1,2}\\2\\d{1,2}(?![\\d]))"
            + "|(?<clock>\\d{1,2}:\\d{2}(?!\\d))"
            + "|(?<version>\\d+(?:\\.\\d+){2,})"
            + "|(?<ordinal>\\d+(?:st|nd|rd|th)\\b)"
            + "|(?<number>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?(?!" + LETTER_OR_DIGIT + ")"
            + "|(?<!\\d)\\.\\d+(?!" + LETTER_OR_DIGIT + "))"
            + "|(?<word>" + LETTER_OR_DIGIT + "+(?:[._@+#/-]" + LETTER_OR_DIGIT + "+)*(?:'" + LETTER + "+)?)"
            + "|(?<han>\\p{IsHan}|〇)"
            + "|(?<quote>(?<measure>(?<=\\d)['\"])|[\"“”「」『』《》]|(?<![\\p{L}\\d])'|'(?![\\p{L}\\d]))"
            // Marks that say something by what they touch: 5.1b, .env, n!, !=, 3:1, -5, O-, 1 - 5; but not 5-day, and
            // no #5.
            + "|(?<symbol>\\.(?=" + LETTER_OR_DIGIT + ")|(?<=\\d)!|!(?=" + LETTER_OR_DIGIT + "|=)|(?<=\\d)[:'](?=\\d)"
            + "|-(?=\\s?\\d)|(?<=\\d)-(?!\\p{L}{2})|(?<!\\d)(?<=\\S)-|(?<!\\d)-(?=\\S)|(?<=\\b\\p{L} )-(?= \\p{L}\\b)"
            + "|(?<=\\d)—|—(?=\\d)"
            + "|(?!(?<![\\p{L}\\d])#\\d)" + MARK + ")"
            + "|(?<stop>[.?!:;…\\n]+)"
            + "|(?<comma>[,，、]|(?<=\\p{IsHan})\\s+(?=\\p{IsHan}))");

    /** Units of which the case says how large they are: Mb and MB, mW and MW. */
    private static final Pattern CASED_UNIT = Pattern.compile("\\d*(?:[KMGTP]b|[kKMGTP]Bps|m(?:[WVJA]|Hz|Pa))");

    /** Words that are names if written in capitals: "can IT reset it". */
    private static final Set<String> WORDS_OR_NAMES =
            Set.of("it", "us", "or", "in", "me", "at", "as", "all", "go", "on", "to", "of", "we", "he", "if", "by");

    /** Where an apostrophe stands for letters that were left out, what those words are. */
    private static final Map<String, List<String>> CONTRACTIONS = Map.of(
            "can't", List.of("can", "not"),
            "cannot", List.of("can", "not"),
            "won't", List.of("will", "not"),
            "shan't", List.of("shall", "not"),
            "let's", List.of("let", "us"));

    private static final Map<String, String> ENDINGS = Map.of("'ll", "will", "'ve", "have", "'d", "would");

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
        String text = QuestionText.fold(question);
        QuestionScanner scanner = new QuestionScanner(text);
        Matcher m = UNIT.matcher(text);
        while (m.find()) {
            scanner.unit(m);
        }
        return scanner.tokens;
    }

    private void unit(Matcher m) {
        String text = m.group();
        if (m.group("stop") != null || m.group("comma") != null) {
            sentenceStart = m.group("stop") == null ? sentenceStart : custom;
            tokens.add(new RawToken(Kind.BREAK, ","));
            return;
        }
        if (m.group("quote") != null && (quoted || m.group("measure") == null)) {
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

    /** As it is written, with all its zeros: 007 is a name more than a number, and Python 3.10 is not Python 3.1. */
    private static String number(String digits) {
        String plain = digits.replace(",", "");
        return plain.startsWith(".") ? "0" + plain : plain;
    }

    private void word(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (caseMatters(text, lower)) {
            tokens.add(new RawToken(Kind.NAME, text));
            return;
        }
        List<String> parts = CONTRACTIONS.getOrDefault(lower, split(lower));
        boolean name = quoted || isName(text, parts.get(0));
        parts.forEach(part -> tokens.add(new RawToken(name ? Kind.NAME : Kind.WORD, part)));
    }

    private static boolean caseMatters(String text, String lower) {
        return CASED_UNIT.matcher(text).matches()
                || (WORDS_OR_NAMES.contains(lower) && text.equals(text.toUpperCase(Locale.ROOT)));
    }

    /** "don't" as "do" and "not", "you've" as "you" and "have", "user's" as "user"; "e-mail" as "email". */
    private static List<String> split(String lower) {
        if (lower.endsWith("n't")) {
            return List.of(lower.substring(0, lower.length() - 3), "not");
        }
        int apostrophe = lower.indexOf('\'');
        String word = apostrophe > 0 ? lower.substring(0, apostrophe) : lower;
        String ending = ENDINGS.get(lower.substring(word.length()));
        if (ending != null) {
            return List.of(word, ending);
        }
        boolean letters = word.chars().allMatch(c -> Character.isLetter(c) || c == '-');
        return letters && word.indexOf('-') > 0 ? hyphenated(word) : List.of(word);
    }

    /** "x-y" stays as it is: it may be a difference. */
    private static List<String> hyphenated(String word) {
        String[] parts = word.split("-", -1);
        if (parts[0].length() > 1) {
            return List.of(parts);
        }
        return List.of(parts[1].length() > 1 ? word.replace("-", "") : word);
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
