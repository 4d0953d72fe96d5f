package io.llmops.core.cache;

import io.llmops.core.cache.RawToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers that are spelt out, in English ("twenty-five thousand", "third") and Chinese (二十五, 两万, 二〇二六), as digits. */
final class Numerals {

    private static final Map<String, String> ORDINALS = Map.ofEntries(
            Map.entry("first", "1"),
            Map.entry("second", "2"),
            Map.entry("third", "3"),
            Map.entry("fourth", "4"),
            Map.entry("fifth", "5"),
            Map.entry("sixth", "6"),
            Map.entry("seventh", "7"),
            Map.entry("eighth", "8"),
            Map.entry("ninth", "9"),
            Map.entry("tenth", "10"),
            Map.entry("eleventh", "11"),
            Map.entry("twelfth", "12"));

    private Numerals() {}

    /** The tokens with spelt numbers as digits, and without the breaks, over which no number goes on. */
    static List<RawToken> read(List<RawToken> tokens) {
        List<RawToken> out = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            RawToken token = tokens.get(i);
            int end = token.is(Kind.HAN) || token.is(Kind.NUMBER)
                    ? ChineseNumerals.read(tokens, i, out)
                    : EnglishNumerals.read(tokens, i, out);
            if (end == i) {
                i++;
                if (!token.is(Kind.BREAK)) {
                    out.add(ordinal(token));
                }
            } else {
                i = end;
            }
        }
        return out;
    }

    private static RawToken ordinal(RawToken token) {
        String ordinal = token.is(Kind.WORD) ? ORDINALS.get(token.text()) : null;
        return ordinal == null ? token : new RawToken(Kind.ORDINAL, ordinal);
    }
}
