package io.llmops.schema;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import io.llmops.api.spi.JsonSchemaCheck;
import java.util.ArrayList;
import java.util.List;

/** One compiled schema; thread-safe, as networknt's schemas are. */
final class NetworkntCheck implements JsonSchemaCheck {

    private final JsonSchema schema;

    NetworkntCheck(JsonSchema schema) {
        this.schema = schema;
    }

    @Override
    public List<Problem> problems(String json) {
        List<Problem> problems = new ArrayList<>();
        for (ValidationMessage message : schema.validate(json, InputFormat.JSON)) {
            String keyword = message.getType();
            problems.add(new Problem(keyword == null ? "schema" : keyword, message.getMessage()));
        }
        return problems;
    }
}
