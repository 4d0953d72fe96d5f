package io.llmops.core.guard;

import io.llmops.api.spi.CharacterVariantsProvider;
import io.llmops.core.provider.ProviderRegistry;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What counts as the same character: compatibility forms such as full width and circled ones (NFKC of Unicode Standard
 * Annex 15, where it is one character), lower case, digits of any script, Chinese numerals, and the written forms that
 * the {@link CharacterVariantsProvider}s on the class path know. One UTF-16 unit always stays one.
 */
final class Folding {

    static final int CHARS = 1 << 16;

    private static final Logger LOG = LoggerFactory.getLogger(Folding.class);
    private static final String[] NUMERALS = {"〇零", "一壹", "二贰貳", "三叁", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"};
    private static final char[] FOLDED = table();

    private Folding() {}

    /** The character that stands for all that count as the same. */
    static char fold(char c) {
        return FOLDED[c];
    }

    private static char[] table() {
        Map<Character, Character> variants = variants();
        Map<Character, Character> digits = new HashMap<>();
        for (int digit = 0; digit < NUMERALS.length; digit++) {
            for (char numeral : NUMERALS[digit].toCharArray()) {
                digits.put(numeral, (char) ('0' + digit));
            }
        }
        char[] folded = new char[CHARS];
        for (int c = 0; c < CHARS; c++) {
            // A numeral itself first, since its written form may be one of another character.
            char simple = simple((char) c);
            char variant = digits.containsKey(simple) ? simple : variant(variants, simple);
            folded[c] = digits.getOrDefault(variant, variant);
        }
        return folded;
    }

    @SuppressWarnings("CharacterGetNumericValue") // asked of digits and other numbers only, which it knows all of
    private static char simple(char c) {
        if (Character.isSurrogate(c)) {
            return c;
        }
        int type = Character.getType(c);
        if (type == Character.DECIMAL_DIGIT_NUMBER || type == Character.OTHER_NUMBER) {
            int value = Character.getNumericValue(c);
            return value >= 0 && value <= 9 ? (char) ('0' + value) : c;
        }
        String compatible = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
        return Character.toLowerCase(compatible.length() == 1 ? compatible.charAt(0) : c);
    }

    private static char variant(Map<Character, Character> variants, char c) {
        char end = c;
        for (int hops = 0; hops < 4; hops++) {
            end = variants.getOrDefault(end, end);
        }
        return end;
    }

    private static Map<Character, Character> variants() {
        Map<Character, Character> all = new HashMap<>();
        ProviderRegistry registry = ProviderRegistry.of(List.of(), Folding.class.getClassLoader());
        for (String name : registry.names(CharacterVariantsProvider.class)) {
            try {
                registry.get(CharacterVariantsProvider.class, name).variants().forEach(all::putIfAbsent);
            } catch (RuntimeException e) {
                LOG.warn("Words are matched without the character variants of '{}': {}", name, e.toString());
            }
        }
        return all;
    }
}
