package io.llmops.core.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceBookTest {

    private static final Usage ALL = Usage.builder()
            .tokens(TokenClass.FRESH_INPUT, 1_000)
            .tokens(TokenClass.CACHE_READ, 100)
            .tokens(TokenClass.CACHE_WRITE, 10)
            .tokens(TokenClass.OUTPUT, 20)
            .tokens(TokenClass.REASONING, 3)
            .build();

    private final Path directory;

    PriceBookTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_give_the_exact_cost_by_class() throws IOException {
        PriceBook book = load("""
                {"date": "2026-11-01", "currency": "USD", "models": {"m":
                  {"input": "1", "cacheRead": "0.1", "cacheWrite": "1.25", "output": "4", "reasoning": "8"}}}""");
        assertThat(book.cost("m", ALL)).contains(Money.usd("0.0011265"));
        assertThat(book.date()).isEqualTo(LocalDate.of(2026, 11, 1));
    }

    @Test
    void should_fall_back_to_the_input_and_the_output_price() throws IOException {
        PriceBook book = load("""
                {"date": "2026-11-01", "currency": "CNY", "per": 1000, "models": {"m": {"input": "0.5", "output": "2"}}}""");
        assertThat(book.cost("m", ALL)).contains(Money.cny("0.601"));
    }

    @Test
    void should_keep_every_digit_of_a_tiny_price() throws IOException {
        PriceBook book = load("""
                {"date": "2026-11-01", "currency": "USD", "per": 1,
                 "models": {"m": {"input": "4.6875E-9", "output": "1.0E-8"}}}""");
        assertThat(book.cost("m", Usage.of(1, 0))).contains(Money.usd("0.0000000046875"));
        assertThat(book.cost("m", Usage.of(3_000_000_000L, 7))).contains(Money.usd("14.06250007"));
    }

    @Test
    void should_not_know_what_it_is_not_told() throws IOException {
        PriceBook book = load("""
                {"date": "2026-11-01", "currency": "USD",
                 "models": {"embed": {"input": "1"}, "tiered": {"input": "1", "output": "1", "maxInput": 200000}}}""");
        assertThat(book.cost("other", Usage.of(1, 1))).isEmpty();
        assertThat(book.cost("embed", Usage.unknown())).isEmpty();
        assertThat(book.cost("embed", Usage.of(1, 0).plus(Usage.unknown()))).isEmpty();
        assertThat(book.cost("embed", Usage.of(1, 1))).isEmpty();
        assertThat(book.cost("embed", Usage.of(1, 0))).contains(Money.usd("0.000001"));
        assertThat(book.cost("tiered", Usage.of(200_000, 0))).contains(Money.usd("0.2"));
        assertThat(book.cost("tiered", Usage.of(200_001, 0))).isEmpty();
        assertThat(book.upperBound("tiered", 200_001, 0)).isEmpty();
        assertThat(book.upperBound("embed", 1, 1)).isEmpty();
        assertThat(book.cost("embed", Usage.none())).contains(Money.usd("0"));
    }

    @Test
    void should_bound_a_call_by_the_dearest_class() throws IOException {
        PriceBook book = load("""
                {"date": "2026-11-01", "currency": "USD", "per": 1, "models": {"m":
                  {"input": "1", "cacheRead": "0.1", "cacheWrite": "1.25", "output": "4", "reasoning": "8"}}}""");
        assertThat(book.upperBound("m", 100, 10)).contains(Money.usd("205"));
        assertThat(book.cost("m", ALL).orElseThrow())
                .isLessThanOrEqualTo(
                        book.upperBound("m", ALL.input(), ALL.output()).orElseThrow());
        assertThatThrownBy(() -> book.upperBound("m", -1, 0)).hasMessageContaining("-1");
    }

    @Test
    void should_price_a_whole_long_call_by_its_tier_and_bound_it_by_the_dearest() throws IOException {
        PriceBook book = load("""
                {"date": "2026-11-01", "currency": "USD", "per": 1, "models": {"m": {"input": "1", "output": "10",
                  "cacheRead": "0.5", "tiers": [{"above": 100, "input": "2", "output": "3"}]}}}""");
        assertThat(book.cost("m", Usage.of(100, 1))).contains(Money.usd("110"));
        assertThat(book.cost("m", Usage.of(101, 1))).contains(Money.usd("205"));
        Usage cached = Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, 51)
                .tokens(TokenClass.CACHE_READ, 50)
                .build();
        assertThat(book.cost("m", cached)).as("all classes of input count").contains(Money.usd("202"));
        assertThat(book.upperBound("m", 100, 1)).contains(Money.usd("110"));
        assertThat(book.upperBound("m", 101, 20))
                .as("fewer input tokens than the bound may make the output dearer")
                .contains(Money.usd("301"));
    }

    @Test
    void should_convert_by_a_dated_rate_in_its_own_direction_only() throws IOException {
        PriceBook book = load("""
                {"date": "2026-11-01", "currency": "USD", "models": {"m": {"input": "1"}},
                 "rates": [{"from": "USD", "to": "CNY", "rate": "7.0812", "date": "2026-10-30"}]}""");
        assertThat(book.convert(Money.usd("0.0000000046875"), "CNY")).contains(Money.cny("0.000000033193125"));
        assertThat(book.convert(Money.cny("1"), "USD")).isEmpty();
        assertThat(book.convert(Money.cny("1"), "CNY")).contains(Money.cny("1"));
        assertThat(book.rate("USD", "CNY").orElseThrow().date()).isEqualTo(LocalDate.of(2026, 10, 30));
        assertThat(book.rate("USD", "EUR", "0.9", LocalDate.of(2026, 11, 2)).convert(Money.usd("10"), "EUR"))
                .contains(Money.of("9", "EUR"));
        assertThatThrownBy(() -> book.rate("USD", "USD", "1", LocalDate.EPOCH)).hasMessageContaining("USD");
        assertThatThrownBy(() -> book.rate("USD", "CNY", "0", LocalDate.EPOCH)).hasMessageContaining("positive");
    }

    @Test
    void should_read_every_digit_of_a_published_list_in_another_layout() {
        String data = System.getProperty("llmops.testdata", "");
        assumeFalse(data.isBlank(), "set -Dllmops.testdata to read a published list");
        PriceBook book = PriceBook.loadLiteLlm(Path.of(data, "prices", "model_prices.json"), LocalDate.of(2025, 9, 5));
        assertThat(book.models()).hasSizeGreaterThan(1_000);
        assertThat(book.date()).isEqualTo(LocalDate.of(2025, 9, 5));
        assertThat(book.cost("gpt-4o", Usage.of(1_000_000, 1_000_000))).contains(Money.usd("12.5"));
        assertThat(book.cost("gemini-1.5-flash-exp-0827", Usage.of(3, 1))).contains(Money.usd("0.0000000187500"));
        assertThat(book.cost("gemini/gemini-2.5-pro", Usage.of(200_001, 0))).contains(Money.usd("0.5000025"));
    }

    @Test
    void should_leave_out_of_another_layout_what_is_not_priced_by_the_token() throws IOException {
        Path file = Files.writeString(directory.resolve("list.json"), """
                {"模型": {"input_cost_per_token": 4.6875e-9, "output_cost_per_token": 1e-8},
                 "free": {"input_cost_per_token": 0, "output_cost_per_token": 0.0}, "image": {"input_cost_per_pixel": 1}}""");
        PriceBook book = PriceBook.loadLiteLlm(file, LocalDate.EPOCH);
        assertThat(book.models()).containsExactly("模型");
        assertThat(book.cost("模型", Usage.of(1, 1))).contains(Money.usd("0.0000000146875"));
        Files.writeString(file, "{\"m\": {\"input_cost_per_token\": -1}}");
        assertThatThrownBy(() -> PriceBook.loadLiteLlm(file, LocalDate.EPOCH))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("list.json", "'m'", "-1");
    }

    @Test
    void should_cost_as_much_in_parts_as_in_sum_and_never_more_than_the_bound() {
        PriceBook book = PriceBook.bundled();
        java.util.Random random = new java.util.Random(42);
        for (String model : book.models()) {
            Usage.Builder all = Usage.builder();
            Money parts = Money.zero("USD");
            for (TokenClass c : TokenClass.values()) {
                if (c.isInput() || !model.startsWith("text-embedding")) {
                    long tokens = random.nextInt(10_000);
                    all.tokens(c, tokens);
                    parts = parts.plus(
                            book.cost(model, Usage.builder().tokens(c, tokens).build())
                                    .orElseThrow());
                }
            }
            Usage usage = all.build();
            assertThat(book.cost(model, usage)).as(model).contains(parts);
            assertThat(book.upperBound(model, usage.input(), usage.output()).orElseThrow())
                    .as(model)
                    .isGreaterThanOrEqualTo(parts);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4o-mini",
                "gpt-4o-mini-2024-07-18",
                "openai/gpt-4o-mini",
                "GPT-4o-mini",
                "azure/gpt-4o-mini-latest"
            })
    void should_know_a_model_by_the_names_that_providers_answer(String name) {
        assertThat(PriceBook.bundled().cost(name, Usage.of(1_000_000, 1_000_000)))
                .contains(Money.usd("0.75"));
    }

    @Test
    void should_prefer_the_exact_name_to_the_name_without_its_date() {
        assertThat(PriceBook.bundled().cost("gpt-4o-2024-05-13", Usage.of(1_000_000, 0)))
                .contains(Money.usd("5"));
        assertThat(PriceBook.bundled().cost("gpt-4o-2024-11-20", Usage.of(1_000_000, 0)))
                .contains(Money.usd("2.5"));
        assertThat(PriceBook.bundled().cost("gpt-4o-realtime", Usage.of(1, 0))).isEmpty();
    }

    @Test
    void should_agree_with_a_published_list() throws IOException {
        String data = System.getProperty("llmops.testdata", "");
        assumeFalse(data.isBlank(), "set -Dllmops.testdata to compare the bundled prices with a published list");
        JsonNode published = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree(Path.of(data, "prices", "model_prices.json").toFile());
        Map<String, TokenClass> fields = Map.of(
                "input_cost_per_token", TokenClass.FRESH_INPUT,
                "cache_read_input_token_cost", TokenClass.CACHE_READ,
                "output_cost_per_token", TokenClass.OUTPUT);
        PriceBook book = PriceBook.bundled();
        List<String> compared = new ArrayList<>();
        for (String model : book.models()) {
            String name = published.has(model) ? model : dated(published, model);
            for (Map.Entry<String, TokenClass> field : fields.entrySet()) {
                JsonNode price = published.path(name).get(field.getKey());
                if (price != null && price.decimalValue().signum() > 0 && !model.startsWith("deepseek")) {
                    Usage one = Usage.builder().tokens(field.getValue(), 1).build();
                    assertThat(book.cost(model, one)).as(model + " " + field).contains(usd(price));
                    compared.add(model);
                }
            }
        }
        assertThat(compared).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"models\": {}}",
                "{\"date\": \"yesterday\", \"currency\": \"USD\", \"models\": {\"m\": {\"input\": \"1\"}}}",
                "{\"date\": \"2026-11-01\", \"currency\": \"dollars\", \"models\": {\"m\": {\"input\": \"1\"}}}",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"models\": {\"m\": {\"input\": \"-1\"}}}",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"models\": {\"m\": {\"input\": \"1E+999999999\"}}}",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"models\": {\"m\": {\"input\": 0.1}}}",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"models\": {\"m\": {\"output\": \"1\"}}}",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"models\": {\"m\": {\"input\": \"1\", \"cache\": \"1\"}}}",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"per\": 7, \"models\": {\"m\": {\"input\": \"1\"}}}",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"models\": {\"m\": {\"input\": \"1\", \"tiers\": [{\"input\": \"2\"}]}}}",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"models\": {\"m\": {\"input\": \"1\"}}, \"rates\": [{\"from\": \"USD\", \"to\": \"CNY\", \"rate\": \"7\"}]}",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"modells\": {\"m\": {\"input\": \"1\"}}}",
                "{\"date\": \"2026-11-01\", \"currency\": \"USD\", \"models\": {\"m\": {\"input\": \"1\"}, \"m\": {\"input\": \"2\"}}}",
            })
    void should_refuse_a_list_of_another_form(String json) {
        assertThatThrownBy(() -> load(json))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("prices.json");
    }

    @Test
    void should_say_that_there_is_no_list() {
        assertThatThrownBy(() -> PriceBook.load(directory.resolve("none.json")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.json");
    }

    private static Money usd(JsonNode price) {
        return new Money(new BigDecimal(price.decimalValue().toString()), "USD");
    }

    private static String dated(JsonNode published, String model) {
        for (var names = published.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.matches(java.util.regex.Pattern.quote(model) + "-\\d{8}")) {
                return name;
            }
        }
        return model;
    }

    private PriceBook load(String json) throws IOException {
        Path file = directory.resolve("prices.json");
        Files.writeString(file, json);
        return PriceBook.load(file);
    }
}
