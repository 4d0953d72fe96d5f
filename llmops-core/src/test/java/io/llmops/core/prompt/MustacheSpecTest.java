package io.llmops.core.prompt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmops.api.prompt.PromptDelimiters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The engine in its specification mode against the cases that the Mustache project publishes. */
class MustacheSpecTest {

    private static final List<String> PARTS =
            List.of("comments", "delimiters", "interpolation", "inverted", "partials", "sections");
    private static final int CASES = 136;

    @TestFactory
    List<DynamicTest> should_render_as_the_specification_says() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map<String, Object> each : cases()) {
            tests.add(DynamicTest.dynamicTest(each.get("part") + ": " + each.get("name"), () -> {
                Template template =
                        Template.parse(String.valueOf(each.get("template")), PromptDelimiters.DEFAULT, Mode.SPEC);
                assertThat(template.render(requireNonNull(each.get("data")), new MapPartials(partials(each))))
                        .isEqualTo(each.get("expected"));
            }));
        }
        return tests;
    }

    @Test
    void should_have_all_cases() throws IOException {
        assertThat(cases()).hasSize(CASES);
    }

    private record MapPartials(Map<String, String> texts) implements Partials {
        @Override
        public @Nullable Template find(Node.Partial partial, int depth) {
            String text = texts.get(partial.name());
            return text == null
                    ? null
                    : Template.parse("", text, partial.indent(), PromptDelimiters.DEFAULT, Mode.SPEC);
        }
    }

    private static List<Map<String, Object>> cases() throws IOException {
        String data = System.getProperty("llmops.testdata", "");
        assumeFalse(data.isBlank(), "set -Dllmops.testdata to run the Mustache specification");
        ObjectMapper mapper = new ObjectMapper();
        List<Map<String, Object>> all = new ArrayList<>();
        for (String part : PARTS) {
            Path file = Path.of(data, "prompt-mustache-spec", part + ".json");
            mapper.readTree(file.toFile()).get("tests").forEach(node -> {
                Map<String, Object> each =
                        new HashMap<>(mapper.convertValue(node, new TypeReference<Map<String, Object>>() {}));
                each.put("part", part);
                all.add(each);
            });
        }
        return all;
    }

    @SuppressWarnings("unchecked") // The file format says that partials are texts by name.
    private static Map<String, String> partials(Map<String, Object> each) {
        return (Map<String, String>) each.getOrDefault("partials", Map.of());
    }
}
