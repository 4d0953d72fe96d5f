package io.llmops.otel;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.api.observe.Operation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns an operation and its end into a span's attributes. No prompt and no answer is among them. */
final class SpanAttributes {

    private final Profile profile;

    SpanAttributes(Profile profile) {
        this.profile = profile;
    }

    /** What is known when an operation begins. */
    Attributes began(Operation operation) {
        AttributesBuilder to = Attributes.builder()
                .put(Keys.OPERATION, Names.operation(operation.kind()))
                .put(Keys.SCENARIO, operation.scenario());
        Names.provider(operation).ifPresent(p -> to.put(Keys.PROVIDER, p));
        String subject = Names.subject(operation);
        switch (operation.kind()) {
            case CHAT, STREAM, EMBEDDING -> to.put(Keys.REQUEST_MODEL, subject);
            case RETRIEVAL -> to.put(Keys.DATA_SOURCE, subject);
            case TOOL -> to.put(Keys.TOOL, subject).put(Keys.TOOL_TYPE, "function");
            case AGENT -> to.put(Keys.AGENT, subject);
        }
        if (operation.kind() == Operation.Kind.STREAM) {
            to.put(Keys.STREAM, true);
        }
        operation.context().tenant().ifPresent(t -> to.put(Keys.TENANT, t));
        operation.context().run().ifPresent(r -> to.put(Keys.RUN, r));
        put(to, Keys.CONVERSATION, operation.context().tags().get("conversation"));
        operation.request().ifPresent(r -> request(to, r));
        return to.build();
    }

    private static void request(AttributesBuilder to, ChatRequestParameters request) {
        put(to, Keys.MAX_TOKENS, toLong(request.maxOutputTokens()));
        put(to, Keys.TEMPERATURE, request.temperature());
        put(to, Keys.TOP_P, request.topP());
        put(to, Keys.TOP_K, toDouble(request.topK()));
        put(to, Keys.FREQUENCY, request.frequencyPenalty());
        put(to, Keys.PRESENCE, request.presencePenalty());
        List<String> stop = request.stopSequences();
        if (request.responseFormat() != null) {
            to.put(Keys.OUTPUT_TYPE, Names.output(request.responseFormat()));
        }
        put(to, Keys.STOP, stop == null || stop.isEmpty() ? null : stop);
    }

    /** What a model call came to. */
    Attributes ended(CallRecord record, @Nullable ChatResponseMetadata response) {
        AttributesBuilder to = Attributes.builder()
                .put(Keys.CALL, record.id())
                .put(Keys.OUTCOME, record.outcome().name().toLowerCase(Locale.ROOT))
                .put(Keys.ATTEMPTS, (long) record.attempts().size())
                .put(Keys.SENSITIVE_HIT, !record.wordMatches().isEmpty());
        record.modelAnswered().ifPresent(m -> to.put(Keys.RESPONSE_MODEL, m));
        record.timeToFirstToken().ifPresent(t -> to.put(Keys.FIRST_CHUNK, Seconds.of(t)));
        record.promptVersion().ifPresent(v -> prompt(to, v));
        record.cost().ifPresent(c -> to.put(Keys.COST, c.amount().doubleValue()).put(Keys.CURRENCY, c.currency()));
        record.knowledge().ifPresent(k -> to.putAll(found(k)));
        usage(to, record.usage());
        if (response != null) {
            put(to, Keys.RESPONSE_ID, response.id());
            if (response.finishReason() != null) {
                to.put(Keys.FINISH, List.of(Names.finish(response.finishReason())));
            }
        }
        return to.build();
    }

    /** What a retrieval found. */
    Attributes found(KnowledgeUse knowledge) {
        return Attributes.of(
                Keys.KNOWLEDGE_HIT, knowledge.hit(), Keys.KNOWLEDGE_SCORE, knowledge.topScore(), Keys.PASSAGES, (long)
                        knowledge.passages().size());
    }

    /** A version is written {@code name@number}. */
    private void prompt(AttributesBuilder to, String version) {
        int at = version.lastIndexOf('@');
        to.put(Keys.PROMPT_NAME, at < 0 ? version : version.substring(0, at));
        if (profile == Profile.LATEST) {
            to.put(Keys.PROMPT_VERSION, version.substring(at + 1));
        } else {
            to.put(Keys.OUR_PROMPT_VERSION, version.substring(at + 1));
        }
    }

    /** The conventions count cached tokens into the input, and reasoning into the output. */
    private void usage(AttributesBuilder to, Usage usage) {
        to.put(Keys.USAGE_QUALITY, usage.quality().name().toLowerCase(Locale.ROOT));
        if (!usage.isKnown()) {
            return;
        }
        to.put(Keys.INPUT_TOKENS, usage.input()).put(Keys.OUTPUT_TOKENS, usage.output());
        positive(to, Keys.CACHE_READ, usage.tokens(TokenClass.CACHE_READ));
        positive(
                to,
                profile == Profile.LATEST ? Keys.CACHE_WRITE : Keys.CACHE_CREATION,
                usage.tokens(TokenClass.CACHE_WRITE));
        positive(to, Keys.REASONING, usage.tokens(TokenClass.REASONING));
    }

    private static void positive(AttributesBuilder to, AttributeKey<Long> key, long value) {
        if (value > 0) {
            to.put(key, value);
        }
    }

    private static <T> void put(AttributesBuilder to, AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            to.put(key, value);
        }
    }

    private static @Nullable Long toLong(@Nullable Integer value) {
        return value == null ? null : Long.valueOf(value);
    }

    private static @Nullable Double toDouble(@Nullable Integer value) {
        return value == null ? null : Double.valueOf(value);
    }
}
