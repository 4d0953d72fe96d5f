package io.llmops.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the code that a page shows with the code that is compiled and tested. */
final class ReadmeSnippets {

    private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: (\\w+)#([\\w-]+) -->");
    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->");
    private static final String SOURCES = "samples/src/main/java/io/llmops/samples/";

    private final Path root;

    ReadmeSnippets(Path root) {
        this.root = root;
    }

    /** What is wrong with the blocks of a page, by line; empty if each is what its marker names. */
    List<String> problems(List<String> page) throws IOException {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            String fence = page.get(i).strip();
            if (!fence.startsWith("```")) {
                continue;
            }
            int end = i + 1;
            while (end < page.size() && !page.get(end).strip().equals("```")) {
                end++;
            }
            String before = i == 0 ? "" : page.get(i - 1).strip();
            String problem = problem(fence, before, page.subList(i + 1, end));
            if (!problem.isEmpty()) {
                problems.add("line " + (i + 1) + ": " + problem);
            }
            i = end;
        }
        return problems;
    }

    private String problem(String fence, String marker, List<String> shown) throws IOException {
        if (fence.equals("```java")) {
            Matcher m = SNIPPET.matcher(marker);
            return m.matches()
                    ? difference(shown, region(m.group(1), m.group(2)), marker)
                    : "a java block needs <!-- snippet: ClassName#name --> on the line before it";
        }
        if (fence.equals("```yaml")) {
            Matcher m = FILE.matcher(marker);
            return m.matches()
                    ? difference(shown, Files.readAllLines(root.resolve(m.group(1))), marker)
                    : "a yaml block needs <!-- file: path --> on the line before it";
        }
        return "";
    }

    private static String difference(List<String> shown, List<String> compiled, String marker) {
        return shown.equals(compiled)
                ? ""
                : "the block is not what " + marker + " names, which is\n" + String.join("\n", compiled);
    }

    /** A region of a sample without the indentation that its lines share. */
    private List<String> region(String sample, String name) throws IOException {
        List<String> lines = Files.readAllLines(root.resolve(SOURCES + sample + ".java"));
        List<String> stripped = lines.stream().map(String::strip).toList();
        int begin = stripped.indexOf("// snippet: " + name);
        int length = begin < 0 ? -1 : stripped.subList(begin, stripped.size()).indexOf("// end");
        if (length < 0) {
            return List.of("(" + sample + " has no region from // snippet: " + name + " to // end)");
        }
        List<String> region = lines.subList(begin + 1, begin + length);
        int indent = region.stream()
                .filter(l -> !l.isBlank())
                .mapToInt(l -> l.length() - l.stripLeading().length())
                .min()
                .orElse(0);
        return region.stream().map(l -> l.isBlank() ? "" : l.substring(indent)).toList();
    }
}
