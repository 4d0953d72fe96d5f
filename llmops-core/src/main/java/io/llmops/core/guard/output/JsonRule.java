package io.llmops.core.guard.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmops.api.spi.JsonSchemaCheck;
import io.llmops.api.spi.JsonSchemaCheck.Problem;
import io.llmops.core.guard.GuardContext;
import java.util.List;
import java.util.stream.Collectors;

/** An answer is JSON, and valid by a schema. Fences and words around it are taken off first. */
final class JsonRule implements OutputCheck.Rule {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int SHOWN_PROBLEMS = 10;

    private final JsonSchemaCheck schema;

    JsonRule(JsonSchemaCheck schema) {
        this.schema = schema;
    }

    @Override
    public Finding check(String text, GuardContext context) {
        String json = isJson(text) ? text : bare(text);
        if (!isJson(json)) {
            return Finding.problem(
                    "no valid JSON",
                    "Your answer is not valid JSON. Answer again with the JSON alone: no code fence, no words around"
                            + " it.");
        }
        List<Problem> problems = schema.problems(json);
        if (problems.isEmpty()) {
            return json.equals(text) ? Finding.none() : Finding.mended(json);
        }
        String keywords =
                problems.stream().map(Problem::keyword).distinct().sorted().collect(Collectors.joining(", "));
        String told = problems.stream()
                .limit(SHOWN_PROBLEMS)
                .map(p -> "- " + p.message())
                .collect(Collectors.joining("\n"));
        return Finding.problem(
                problems.size() + " violation(s) of the JSON schema (" + keywords + ")",
                "Your answer does not fit the JSON schema:\n" + told
                        + "\nAnswer again with the whole JSON, mended, and nothing" + " else.");
    }

    /** What stands from the first bracket or brace to the last one that can close it. */
    private static String bare(String text) {
        int object = text.indexOf('{');
        int array = text.indexOf('[');
        boolean isArray = array >= 0 && (object < 0 || array < object);
        int from = isArray ? array : object;
        int to = text.lastIndexOf(isArray ? ']' : '}');
        return from < 0 || to < from ? text : text.substring(from, to + 1);
    }

    private static boolean isJson(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node != null && !node.isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
