package io.llmops.rag.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The block between two lines of three hyphens that a Markdown file may begin with. Its plain values are taken; lists and
 * nested values, which metadata has no room for, are not.
 *
 * @param values by key, in the order of the file
 * @param body what follows the block, or the whole text if there is none
 */
record FrontMatter(Map<String, String> values, String body) {

    private static final Pattern BLOCK =
            Pattern.compile("\\A---[ \\t]*\\n(.*?\\n)?(?:---|\\.\\.\\.)[ \\t]*(?:\\n|\\z)", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("([\\p{L}\\p{N}_-]+):[ \\t]+(\\S.*)");
    private static final Pattern YAML = Pattern.compile("(?:[\\s#-].*|[\\p{L}\\p{N}_-]+:(?:\\s.*)?)?");
    private static final Pattern NESTED = Pattern.compile("[\\[{|>&*!].*");

    static FrontMatter of(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            return new FrontMatter(Map.of(), text);
        }
        String lines = block.group(1) == null ? "" : block.group(1);
        if (!lines.lines().allMatch(line -> YAML.matcher(line).matches())) {
            return new FrontMatter(Map.of(), text); // text between two rules
        }
        Map<String, String> values = new LinkedHashMap<>();
        lines.lines().map(VALUE::matcher).filter(Matcher::matches).forEach(value -> {
            String plain = unquoted(value.group(2).strip());
            if (!plain.isEmpty() && !NESTED.matcher(value.group(2)).matches()) {
                values.put(value.group(1), plain);
            }
        });
        return new FrontMatter(values, text.substring(block.end()));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1).strip() : value;
    }
}
