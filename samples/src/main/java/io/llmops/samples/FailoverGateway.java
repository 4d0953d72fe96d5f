package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.llmops.api.model.Money;
import io.llmops.core.budget.Budget;
import io.llmops.core.gateway.ModelGateway;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Two models behind one: the second answers when the first cannot.
 *
 * <p>Run its main from your IDE, with {@code OPENAI_API_KEY} set.
 */
public final class FailoverGateway {

    private FailoverGateway() {}

    /** Asks once, and prints the reply. */
    public static void main(String[] args) {
        run(
                openAi("https://api.openai.com/v1", "gpt-4o-mini"),
                openAi("https://api.openai.com/v1", "gpt-4o"),
                System.out);
    }

    /** Without retries of its own: the gateway has the only retry loop. */
    static ChatModel openAi(String baseUrl, String model) {
        return OpenAiChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey(System.getenv().getOrDefault("OPENAI_API_KEY", "none"))
                .modelName(model)
                .maxRetries(0)
                .build();
    }

    static void run(ChatModel first, ChatModel second, PrintStream out) {
        // snippet: failover
        try (ModelGateway model = ModelGateway.builder()
                .endpoint("primary", first)
                .endpoint("spare", second)
                .fallback("spare")
                .retry(r -> r.maxAttempts(3).backoff(Duration.ofMillis(200), 2.0))
                .deadline(Duration.ofSeconds(30))
                .budget(Budget.perDay(Money.usd("20.00")))
                .build()) {
            out.println(model.chat("Which of my instruments need calibration?")); // a ChatModel: give it to AiServices
        }
        // end
    }
}
