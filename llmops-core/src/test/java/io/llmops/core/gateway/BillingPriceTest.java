package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.price.PriceBook;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillingPriceTest {

    @TempDir
    Path directory;

    private PriceBook prices = PriceBook.bundled();

    @BeforeEach
    void readPrices() throws IOException {
        prices = PriceBook.load(Files.writeString(directory.resolve("prices.json"), """
                {"date": "2026-11-01", "currency": "USD", "per": 1, "models": {
                 "gpt-4o": {"input": "5", "output": "5"},
                 "gpt-4o-mini": {"input": "1", "output": "1"},
                 "azure/gpt-4o": {"input": "2", "output": "2"}}}"""));
    }

    @Test
    void should_take_the_price_of_the_endpoints_provider_before_that_of_the_bare_name() {
        assertThat(cost("azure/gpt-4o", "gpt-4o-2024-08-06")).isEqualTo(Money.usd("2"));
        assertThat(cost("azure/gpt-4o", "anything")).isEqualTo(Money.usd("2"));
    }

    @Test
    void should_take_the_model_that_answered_where_the_provider_has_no_price_of_its_own() {
        assertThat(cost("openai/gpt-4o", "gpt-4o-mini-2024-07-18")).isEqualTo(Money.usd("1"));
        assertThat(cost("gpt-4o-mini", "gpt-4o")).isEqualTo(Money.usd("5"));
        assertThat(cost("openai/gpt-4o", "unheard-of")).isEqualTo(Money.usd("5"));
    }

    private Money cost(String asked, String answered) {
        Endpoint endpoint = Endpoint.builder("e")
                .model(asked)
                .chat(new NamedModel(ScriptedChatModel.answering(request -> ScriptedReply.text("ok")), answered))
                .build();
        return Billing.cost(endpoint, answered, Usage.of(1, 0), prices).orElseThrow();
    }
}
