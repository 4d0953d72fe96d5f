package io.llmops.cli;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.llmops.api.exception.LlmOpsException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in one line what failed and what to do. */
final class Failures {

    private Failures() {}

    /**
     * @param model provider and name of the model that was asked, such as {@code openai/gpt-4o-mini}, if one was
     * @param environment where the provider's address is named
     */
    static String explain(Throwable failure, Optional<String> model, Function<String, @Nullable String> environment) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof LlmOpsException || t instanceof IllegalArgumentException) {
                return oneLine(t);
            }
            String what = provider(t, model, environment);
            if (!what.isEmpty()) {
                return "the provider" + model.map(m -> " of " + m).orElse("") + " " + what;
            }
        }
        return failure.getClass().getSimpleName() + ": " + oneLine(failure);
    }

    /** What the provider did and what to do about it; empty if this is not a provider's failure. */
    private static String provider(
            Throwable t, Optional<String> model, Function<String, @Nullable String> environment) {
        if (t instanceof AuthenticationException) {
            return "refused the API key: check " + prefix(model) + "_API_KEY, and that " + url(model, environment)
                    + " is the provider that it is for";
        }
        if (t instanceof ModelNotFoundException) {
            return "does not know that model: check its name";
        }
        if (t instanceof RateLimitException) {
            return "says that there are too many calls, or that the account has no credit: try again later";
        }
        if (t instanceof TimeoutException) {
            return "did not answer in time: try again, or a smaller model";
        }
        if (t instanceof ConnectException
                || t instanceof UnresolvedAddressException
                || t instanceof UnresolvedModelServerException) {
            return "cannot be reached: check that it runs, and " + url(model, environment);
        }
        if (t instanceof InvalidRequestException) {
            return "refused the request as invalid: check that the model supports what is asked (--verbose shows more)";
        }
        if (t instanceof InternalServerException) {
            return "failed on its side: try again later (--verbose shows more)";
        }
        return "";
    }

    /** The variable with the provider's address, and the address itself where it is set. */
    private static String url(Optional<String> model, Function<String, @Nullable String> environment) {
        String variable = prefix(model) + "_BASE_URL";
        String url = environment.apply(variable);
        return url == null || url.isBlank() ? variable + " (not set)" : variable + " (" + url.strip() + ")";
    }

    private static String prefix(Optional<String> model) {
        return model.map(m -> m.substring(0, m.indexOf('/')).toUpperCase(Locale.ROOT))
                .orElse("OPENAI");
    }

    private static String oneLine(Throwable t) {
        return String.valueOf(t.getMessage()).replaceAll("\\s+", " ");
    }
}
