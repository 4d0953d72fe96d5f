package io.llmops.api.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.RetriableException;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.model.ModelRef;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error answers in the shapes of each provider, written by hand after their documentation. */
class ErrorKindsTest {

    private final ProviderErrors errors = ProviderErrors.of(
            ModelSpec.builder(new ModelRef("acme", "small-1"))
                    .environment(v -> null)
                    .build(),
            URI.create("http://127.0.0.1:1/v1"),
            "ACME_KEY",
            "ACME_URL");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "OpenAI | 400 | {'error':{'message':'Your input is too large','type':'invalid_request_error','code':'context_length_exceeded'}}",
                "Anthropic | 400 | {'type':'error','error':{'type':'invalid_request_error','message':'prompt is too long: 205000 tokens > 200000 maximum'}}",
                "Anthropic, both | 400 | {'type':'error','error':{'type':'invalid_request_error','message':'input length and `max_tokens` exceed context limit: 199000 + 4096 > 200000'}}",
                "Gemini | 400 | {'error':{'code':400,'message':'The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).','status':'INVALID_ARGUMENT'}}",
                "Gemini in a list | 400 | [{'error':{'code':400,'message':'The input token count exceeds the maximum number of tokens allowed 1048576.','status':'INVALID_ARGUMENT'}}]",
                "vLLM | 400 | {'object':'error','message':'This model’s maximum context length is 4096 tokens. However, you requested 5000 tokens','type':'BadRequestError','code':400}",
                "vLLM, newer | 400 | {'error':{'message':'The decoder prompt (length 5000) is longer than the maximum model length of 4096.','type':'BadRequestError','code':400}}",
                "DeepSeek | 400 | {'error':{'message':'This model’s maximum context length is 65536 tokens.','type':'invalid_request_error','code':'invalid_request_error'}}",
                "Mistral | 400 | {'object':'error','message':'Prompt contains 40000 tokens, too large for model with 32768 maximum context length','type':'invalid_request_error','code':'3051'}",
                "llama.cpp | 400 | {'error':{'code':400,'message':'request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it','type':'exceed_context_size_error'}}",
                "Ollama | 400 | {'error':'the input length exceeds the context length'}",
                "OpenRouter | 400 | {'error':{'message':'Provider returned error','code':400,'metadata':{'raw':'{ maximum context length is 8192 tokens }'}}}",
                "xAI | 400 | {'code':'Client specified an invalid argument','error':'This model’s maximum prompt length is 131072 but the request contains 200000 tokens.'}",
                "Cerebras | 400 | {'message':'Please reduce the length of the messages or completion.','type':'invalid_request_error','code':'x'}",
                "Zhipu | 400 | {'error':{'code':'1261','message':'Prompt 超长'}}",
            })
    void should_know_a_prompt_that_is_longer_than_the_window(String who, int status, String body) {
        assertThat(kind(status, body)).isEqualTo(ErrorClass.CONTEXT_WINDOW);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "Azure | 400 | {'error':{'message':'The response was filtered','code':'content_filter','innererror':{'code':'ResponsibleAIPolicyViolation'}}}",
                "Azure, older | 400 | {'error':{'message':'no','code':null,'innererror':{'code':'ResponsibleAIPolicyViolation'}}}",
                "OpenAI | 400 | {'error':{'message':'no','code':'content_policy_violation'}}",
                "Anthropic | 400 | {'type':'error','error':{'type':'invalid_request_error','message':'Output blocked by content filtering policy'}}",
                "OpenRouter | 403 | {'error':{'code':403,'message':'m requires moderation. Your input was flagged for violence'}}",
                "DeepSeek | 400 | {'error':{'message':'Content Exists Risk','type':'invalid_request_error','code':'invalid_request_error'}}",
                "DashScope | 400 | {'error':{'message':'no','code':'data_inspection_failed'}}",
                "Zhipu | 400 | {'error':{'code':'1301','message':'系统检测到输入或生成内容可能包含不安全或敏感内容'}}",
            })
    void should_know_the_refusal_of_a_content_filter(String who, int status, String body) {
        assertThat(kind(status, body)).isEqualTo(ErrorClass.CONTENT_FILTER);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "Anthropic | 400 | {'type':'error','error':{'type':'invalid_request_error','message':'Your credit balance is too low to access the Anthropic API.'}}",
                "DeepSeek | 402 | {'error':{'message':'Insufficient Balance','type':'unknown_error','code':'invalid_request_error'}}",
                "OpenRouter | 402 | {'error':{'code':402,'message':'Insufficient credits'}}",
                "DashScope | 400 | {'error':{'message':'Access denied','code':'Arrearage'}}",
                "Zhipu | 429 | {'error':{'code':'1113','message':'您的账户已欠费，请充值后重试'}}",
            })
    void should_know_an_account_without_credit(String who, int status, String body) {
        assertThat(kind(status, body)).isEqualTo(ErrorClass.AUTHENTICATION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "400 | {'error':{'message':'tools[0].name is too long','code':'invalid_value'}}",
                "429 | {'error':{'message':'maximum context length','code':'rate_limit_exceeded'}}",
                "500 | {'error':'prompt too long'}",
                "400 | <html>prompt is too long</html>",
            })
    void should_leave_what_the_status_tells_to_the_status(int status, String body) {
        assertThat(ProviderErrors.kind(status, json(body))).isEmpty();
    }

    @Test
    void should_know_the_kind_of_words_that_are_withheld() {
        String words = "prompt is too long: my card number is 4111";
        String request = "{\"messages\":[{\"content\":\"my card number is 4111\"}]}";
        ProviderHttpException error = errors.status(400, "{\"error\":{\"message\":\"" + words + "\"}}", request, null);
        assertThat(error).hasMessageContaining("repeat the request").hasMessageNotContaining("4111");
        assertThat(error.errorClass()).contains(ErrorClass.CONTEXT_WINDOW);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "OpenRouter | 400 | {'error':{'code':400,'message':'bad'}}",
                "OpenRouter | 402 | {'error':{'code':402,'message':'Insufficient credits'}}",
                "OpenRouter as text | 403 | {'error':{'code':'403','message':'no'}}",
                "Azure | 400 | {'error':{'code':'content_filter','message':'filtered'}}",
                "Anthropic | 529 | {'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}",
                "Anthropic | 400 | {'type':'error','error':{'type':'invalid_request_error','message':'bad'}}",
                "Anthropic | 500 | {'type':'error','error':{'type':'api_error','message':'bad'}}",
                "OpenAI | 429 | {'error':{'message':'slow','type':'requests','code':'rate_limit_exceeded'}}",
                "Gemini | 503 | {'error':{'code':503,'message':'The model is overloaded.','status':'UNAVAILABLE'}}",
            })
    void should_give_an_error_inside_an_answer_the_status_that_its_code_stands_for(
            String who, int status, String body) {
        assertThat(errors.inAnswer(json(body), null))
                .isInstanceOfSatisfying(ProviderHttpException.class, error -> assertThat(error.statusCode())
                        .isEqualTo(status))
                .hasMessageContaining("acme/small-1: error in the answer of 127.0.0.1:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "{'error':{'code':200,'message':'odd'}}",
                "{'error':{'code':'1','message':'odd'}}",
                "{'error':'odd'}"
            })
    void should_take_an_error_inside_an_answer_that_says_no_more_for_one_that_may_pass(String body) {
        assertThat(errors.inAnswer(json(body), null))
                .isExactlyInstanceOf(RetriableException.class)
                .hasMessageContaining("odd");
    }

    private ErrorClass kind(int status, String body) {
        ProviderHttpException error = errors.status(status, json(body), null, null);
        return error.errorClass().orElse(status == 402 ? ErrorClass.AUTHENTICATION : ErrorClass.OTHER);
    }

    private static String json(String body) {
        return body.replace('\'', '"');
    }
}
