package io.llmops.core.gateway;

import dev.langchain4j.data.message.ImageContent.DetailLevel;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most tokens that an image can be, by model. Providers scale an image down before they count it, so that each has a
 * largest image, whatever its size in pixels; it is not read here.
 *
 * <p>OpenAI: at most 8 tiles of 512 pixels after scaling to 2,048 x 768, each of a fixed price beside a base price; newer
 * small models at most 1,536 patches times a factor. Anthropic: at most some 1,600 tokens, 4,784 in high resolution. Others,
 * such as Gemini, which cuts large images into tiles without a stated end: {@value #OTHER}.
 */
final class ImageTokens {

    /** For models that are not known here: more than the dearest known, gpt-4o-mini's 48,169. */
    static final int OTHER = 50_000;

    /** By the beginning of a model's name; the longest that fits decides. */
    private static final Map<String, Integer> BY_NAME = Map.ofEntries(
            Map.entry("gpt-4o", 85 + 8 * 170),
            Map.entry("gpt-4o-mini", 2_833 + 8 * 5_667),
            Map.entry("gpt-4.1", 85 + 8 * 170),
            Map.entry("gpt-4.1-mini", patches(1.62)),
            Map.entry("gpt-4.1-nano", patches(2.46)),
            Map.entry("gpt-5", 70 + 8 * 140),
            Map.entry("gpt-5-mini", patches(1.62)),
            Map.entry("gpt-5-nano", patches(2.46)),
            Map.entry("o1", 75 + 8 * 150),
            Map.entry("o3", 75 + 8 * 150),
            Map.entry("o4-mini", patches(1.72)),
            Map.entry("claude", 4_784));

    private ImageTokens() {}

    private static int patches(double factor) {
        return (int) Math.ceil(1_536 * factor);
    }

    /** The bound for one image; low detail is not told apart, since not every provider keeps to it. */
    static int atMost(String model, @Nullable DetailLevel detail) {
        if (detail == DetailLevel.ULTRA_HIGH) {
            return OTHER;
        }
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String longest = "";
        for (String prefix : BY_NAME.keySet()) {
            if (name.startsWith(prefix) && prefix.length() > longest.length() && ends(name, prefix)) {
                longest = prefix;
            }
        }
        return BY_NAME.getOrDefault(longest, OTHER);
    }

    /** So that gpt-5.2 or gpt-4o1 is none of those above: after the name comes nothing, a dash or an at sign. */
    private static boolean ends(String name, String prefix) {
        return name.length() == prefix.length() || "-@:".indexOf(name.charAt(prefix.length())) >= 0;
    }
}
