package io.llmops.api.spi;

import io.llmops.api.ledger.ErrorClass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an error answer is about where its status does not tell, from the endpoint's codes and, since many have none that
 * says it, from its words. Read before words are withheld, so that they need not be shown to be known.
 */
final class ErrorKinds {

    /** Statuses under which a request is refused for what it holds. */
    private static final List<Integer> REFUSING = List.of(400, 403, 413, 422, 451);

    private static final Pattern FILTER_CODE =
            Pattern.compile("content_?filter|content_?policy|responsibleai|data_?inspection");
    private static final Pattern WINDOW_CODE =
            Pattern.compile("context_length_exceeded|exceed_context_size_error|context_window_exceeded");
    private static final Pattern CREDIT_CODE = Pattern.compile("billing_error|arrearage|exceeded_current_quota_error");

    /** Anthropic, Gemini, vLLM and DeepSeek, Mistral, xAI, llama.cpp and Ollama, Cerebras and Groq, Together, Zhipu. */
    private static final Pattern WINDOW_WORDS = Pattern.compile(String.join(
            "|",
            "prompt (?:is )?too long",
            "exceeds? (?:the )?(?:available |maximum |max |model'?s? )*context (?:length|size|limit|window)",
            "input token count.{0,40}exceeds",
            "(?:maximum|max) (?:context|prompt|model) (?:length|size|window)",
            "reduce the length of the messages",
            "tokens? \\+ `?max_new_tokens`? must be",
            "prompt ?超长",
            "上下文(?:长度|窗口)"));

    /** Anthropic, OpenRouter, DeepSeek, Zhipu. */
    private static final Pattern FILTER_WORDS = Pattern.compile(
            "blocked by content filter|input was flagged|content exists risk|content management policy|敏感内容");

    /** Anthropic, DeepSeek, OpenRouter, Zhipu. */
    private static final Pattern CREDIT_WORDS =
            Pattern.compile("credit balance is too low|insufficient (?:balance|credits)|欠费|余额不足");

    /** The status that a name stands for where an error comes without one, as in a stream. */
    private static final Map<String, Integer> STATUS_OF = Map.ofEntries(
            Map.entry("invalid_request_error", 400),
            Map.entry("badrequesterror", 400),
            Map.entry("content_filter", 400),
            Map.entry("context_length_exceeded", 400),
            Map.entry("exceed_context_size_error", 400),
            Map.entry("authentication_error", 401),
            Map.entry("invalid_api_key", 401),
            Map.entry("billing_error", 402),
            Map.entry("permission_error", 403),
            Map.entry("not_found_error", 404),
            Map.entry("model_not_found", 404),
            Map.entry("request_too_large", 413),
            Map.entry("rate_limit_error", 429),
            Map.entry("rate_limit_exceeded", 429),
            Map.entry("insufficient_quota", 429),
            Map.entry("api_error", 500),
            Map.entry("server_error", 500),
            Map.entry("internal_server_error", 500),
            Map.entry("internalservererror", 500),
            Map.entry("unavailable_error", 503),
            Map.entry("timeout_error", 504),
            Map.entry("overloaded_error", 529));

    private ErrorKinds() {}

    /** The kind, if codes or words tell one. */
    static Optional<ErrorClass> of(int status, ErrorBody error) {
        String codes = String.join(" ", error.codes()).toLowerCase(Locale.ROOT);
        String said = error.said().toLowerCase(Locale.ROOT);
        boolean refusing = REFUSING.contains(status);
        if (FILTER_CODE.matcher(codes).find()
                || (refusing && FILTER_WORDS.matcher(said).find())) {
            return Optional.of(ErrorClass.CONTENT_FILTER);
        }
        if (WINDOW_CODE.matcher(codes).find()
                || (refusing && WINDOW_WORDS.matcher(said).find())) {
            return Optional.of(ErrorClass.CONTEXT_WINDOW);
        }
        return status < 500
                        && (CREDIT_CODE.matcher(codes).find()
                                || CREDIT_WORDS.matcher(said).find())
                ? Optional.of(ErrorClass.AUTHENTICATION)
                : Optional.empty();
    }

    /** The status of an error that has come without one; empty if no code of it stands for any. */
    static Optional<Integer> status(ErrorBody error) {
        return error.number().or(() -> error.codes().stream()
                .map(code -> STATUS_OF.get(code.toLowerCase(Locale.ROOT)))
                .flatMap(status -> Optional.ofNullable(status).stream())
                .findFirst());
    }
}
