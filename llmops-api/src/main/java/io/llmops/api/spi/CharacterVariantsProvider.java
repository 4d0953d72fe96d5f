package io.llmops.api.spi;

import java.util.Map;

/**
 * Knows which characters are written forms of another, such as the traditional forms of a simplified Chinese character.
 * Word lists then find a word in either form. All that are on the class path count.
 */
public interface CharacterVariantsProvider extends Provider {

    /**
     * From a form to the character that stands for all its forms, one UTF-16 unit each. What stands for others is not
     * itself a key; a key that it is all the same is followed to its end.
     */
    Map<Character, Character> variants();
}
