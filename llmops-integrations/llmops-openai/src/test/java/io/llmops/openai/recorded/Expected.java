package io.llmops.openai.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.http.recorded.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, read from the recording by code that knows nothing of LangChain4j.
 *
 * @param text of the message; empty if there is none
 * @param tools calls of tools: name and arguments
 * @param finish why it ended
 * @param usage by class
 * @param error the code of an error that stands in place of the rest of a stream; missing if there is none
 */
record Expected(String text, List<String> tools, @Nullable FinishReason finish, Optional<Usage> usage, JsonNode error) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Expected of(Exchange exchange) {
        try {
            return exchange.isStream() ? stream(exchange.body()) : plain(JSON.readTree(exchange.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(exchange.name(), e);
        }
    }

    boolean failed() {
        return !error.isMissingNode();
    }

    /** The class that belongs to the status which the error has for its code. */
    Class<? extends Throwable> failure() {
        int status = error.path("code").asInt();
        if (status >= 500) {
            return InternalServerException.class;
        }
        return status == 429
                ? RateLimitException.class
                : status >= 400 ? InvalidRequestException.class : RetriableException.class;
    }

    private static Expected plain(JsonNode body) {
        JsonNode choice = body.path("choices").path(0);
        List<String> tools = new ArrayList<>();
        choice.path("message")
                .path("tool_calls")
                .forEach(call -> tools.add(call.path("function").path("name").asText() + " "
                        + call.path("function").path("arguments").asText("{}")));
        return new Expected(
                text(choice.path("message").path("content")),
                tools,
                finish(choice.path("finish_reason").asText()),
                usage(body.path("usage")),
                MissingNode.getInstance());
    }

    private static Expected stream(String body) throws IOException {
        StringBuilder text = new StringBuilder();
        TreeMap<Integer, ObjectNode> tools = new TreeMap<>();
        FinishReason finish = null;
        Optional<Usage> usage = Optional.empty();
        JsonNode error = MissingNode.getInstance();
        for (String line : body.split("\n")) {
            if (!line.startsWith("data: {")) {
                continue;
            }
            JsonNode event = JSON.readTree(line.substring("data: ".length()));
            error = event.hasNonNull("error") ? event.path("error") : error;
            JsonNode choice = event.path("choices").path(0);
            if (choice.path("delta").hasNonNull("content")) {
                text.append(text(choice.path("delta").path("content")));
            }
            for (JsonNode call : choice.path("delta").path("tool_calls")) {
                ObjectNode whole = tools.computeIfAbsent(
                        call.path("index").asInt(),
                        i -> JSON.createObjectNode().put("name", "").put("arguments", ""));
                for (String part : List.of("name", "arguments")) {
                    whole.put(
                            part,
                            whole.path(part).asText()
                                    + call.path("function").path(part).asText(""));
                }
            }
            if (choice.hasNonNull("finish_reason")) {
                finish = finish(choice.path("finish_reason").asText());
            }
            if (event.hasNonNull("usage")) {
                usage = usage(event.path("usage"));
            }
        }
        return new Expected(
                text.toString(), tools.values().stream().map(Expected::tool).toList(), finish, usage, error);
    }

    /** Mistral's reasoning models write a list of parts, of which some are thoughts. */
    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    private static String tool(JsonNode function) {
        return function.path("name").asText() + " " + function.path("arguments").asText();
    }

    private static @Nullable FinishReason finish(String reason) {
        return switch (reason) {
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_EXECUTION;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> null;
        };
    }

    private static Optional<Usage> usage(JsonNode usage) {
        if (!usage.hasNonNull("prompt_tokens") || !usage.hasNonNull("completion_tokens")) {
            return Optional.empty();
        }
        long input = usage.path("prompt_tokens").asLong();
        long output = usage.path("completion_tokens").asLong();
        JsonNode details = usage.path("prompt_tokens_details");
        long read = first(
                details.path("cached_tokens"), usage.path("prompt_cache_hit_tokens"), usage.path("num_cached_tokens"));
        long written = details.path("cache_write_tokens").asLong();
        long beside = Math.max(0, usage.path("total_tokens").asLong() - input - output);
        long reasoning = Math.min(
                output,
                usage.path("completion_tokens_details").path("reasoning_tokens").asLong());
        if (beside > 0) { // thinking that the server counts in the total alone
            reasoning = beside;
            output += beside;
        }
        return Optional.of(Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, input - read - written)
                .tokens(TokenClass.CACHE_READ, read)
                .tokens(TokenClass.CACHE_WRITE, written)
                .tokens(TokenClass.OUTPUT, output - reasoning)
                .tokens(TokenClass.REASONING, reasoning)
                .build());
    }

    private static long first(JsonNode... counts) {
        for (JsonNode count : counts) {
            if (count.asLong() > 0) {
                return count.asLong();
            }
        }
        return 0;
    }
}
