package io.llmops.otel;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * Names of attributes: {@code gen_ai.*} as the conventions define them, {@code llmops.*} for what they have no word for,
 * since the other prefix is reserved for the standard.
 */
final class Keys {

    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<Long> MAX_TOKENS = AttributeKey.longKey("gen_ai.request.max_tokens");
    static final AttributeKey<Double> TEMPERATURE = AttributeKey.doubleKey("gen_ai.request.temperature");
    static final AttributeKey<Double> TOP_P = AttributeKey.doubleKey("gen_ai.request.top_p");
    static final AttributeKey<Double> TOP_K = AttributeKey.doubleKey("gen_ai.request.top_k");
    static final AttributeKey<List<String>> STOP = AttributeKey.stringArrayKey("gen_ai.request.stop_sequences");
    static final AttributeKey<Double> FREQUENCY = AttributeKey.doubleKey("gen_ai.request.frequency_penalty");
    static final AttributeKey<Double> PRESENCE = AttributeKey.doubleKey("gen_ai.request.presence_penalty");
    static final AttributeKey<String> OUTPUT_TYPE = AttributeKey.stringKey("gen_ai.output.type");
    static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("gen_ai.request.stream");

    static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");
    static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    static final AttributeKey<List<String>> FINISH = AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    static final AttributeKey<Double> FIRST_CHUNK = AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");

    static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<Long> CACHE_READ = AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
    static final AttributeKey<Long> CACHE_CREATION = AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");
    static final AttributeKey<Long> CACHE_WRITE = AttributeKey.longKey("gen_ai.usage.cache_write.input_tokens");
    static final AttributeKey<Long> REASONING = AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");
    static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");

    static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.name");
    static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
    static final AttributeKey<String> TOOL_TYPE = AttributeKey.stringKey("gen_ai.tool.type");
    static final AttributeKey<String> DATA_SOURCE = AttributeKey.stringKey("gen_ai.data_source.id");
    static final AttributeKey<String> PROMPT_NAME = AttributeKey.stringKey("gen_ai.prompt.name");
    static final AttributeKey<String> PROMPT_VERSION = AttributeKey.stringKey("gen_ai.prompt.version");

    static final AttributeKey<String> SCENARIO = AttributeKey.stringKey("llmops.scenario");
    static final AttributeKey<String> TENANT = AttributeKey.stringKey("llmops.tenant");
    static final AttributeKey<String> RUN = AttributeKey.stringKey("llmops.run");
    static final AttributeKey<String> CALL = AttributeKey.stringKey("llmops.call.id");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("llmops.outcome");
    static final AttributeKey<String> OUR_PROMPT_VERSION = AttributeKey.stringKey("llmops.prompt.version");
    static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("llmops.attempts");
    static final AttributeKey<String> USAGE_QUALITY = AttributeKey.stringKey("llmops.usage.quality");
    static final AttributeKey<Double> COST = AttributeKey.doubleKey("llmops.cost");
    static final AttributeKey<String> CURRENCY = AttributeKey.stringKey("llmops.cost.currency");
    static final AttributeKey<Boolean> KNOWLEDGE_HIT = AttributeKey.booleanKey("llmops.kb.hit");
    static final AttributeKey<Double> KNOWLEDGE_SCORE = AttributeKey.doubleKey("llmops.kb.score");
    static final AttributeKey<Long> PASSAGES = AttributeKey.longKey("llmops.kb.passages");
    static final AttributeKey<Boolean> SENSITIVE_HIT = AttributeKey.booleanKey("llmops.sensitive.hit");

    private Keys() {}
}
