package io.llmops.opencc;

import io.llmops.api.spi.CharacterVariantsProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Traditional Chinese characters by their simplified form, from OpenCC's table of characters. Those outside of Unicode's
 * basic plane, which are rare, are left out.
 */
public final class OpenCcVariantsProvider implements CharacterVariantsProvider {

    private static final String TABLE = "TSCharacters";

    /** For the service loader. */
    public OpenCcVariantsProvider() {}

    @Override
    public String name() {
        return "opencc";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the jar of the table is not on the class path
     */
    @Override
    public Map<Character, Character> variants() {
        Map<Character, Character> variants = new HashMap<>();
        OpenCcTable.read(TABLE).forEach((traditional, simplified) -> {
            if (traditional.length() == 1 && simplified.length() == 1 && !Objects.equals(traditional, simplified)) {
                variants.put(traditional.charAt(0), simplified.charAt(0));
            }
        });
        return Map.copyOf(variants);
    }
}
