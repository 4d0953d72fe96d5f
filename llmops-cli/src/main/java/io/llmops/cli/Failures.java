package io.llmops.cli;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.llmops.api.exception.LlmOpsException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;

/** Says in one line what failed and what to do. */
final class Failures {

    private Failures() {}

    static String explain(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof LlmOpsException || t instanceof IllegalArgumentException) {
                return oneLine(t);
            }
            if (t instanceof AuthenticationException) {
                return "the provider refused the API key: check OPENAI_API_KEY, and that OPENAI_BASE_URL is the provider that it is for";
            }
            if (t instanceof ModelNotFoundException) {
                return "the provider does not know that model: check the name in LLMOPS_CHAT_MODEL or --model";
            }
            if (t instanceof RateLimitException) {
                return "the provider says that there are too many calls, or that the account has no credit: try again later";
            }
            if (t instanceof TimeoutException) {
                return "the provider did not answer in time: try again, or a smaller model";
            }
            if (t instanceof ConnectException
                    || t instanceof UnresolvedAddressException
                    || t instanceof UnresolvedModelServerException) {
                return "the provider cannot be reached: check that it runs, and OPENAI_BASE_URL or OLLAMA_BASE_URL";
            }
            if (t instanceof InvalidRequestException) {
                return "the provider refused the request as invalid: check that the model supports what is asked (--verbose shows more)";
            }
        }
        return failure.getClass().getSimpleName() + ": " + oneLine(failure);
    }

    private static String oneLine(Throwable t) {
        return String.valueOf(t.getMessage()).replaceAll("\\s+", " ");
    }
}
