package io.llmops.core.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the layout of LiteLLM's price list: a JSON number in US dollars for each token of a class. */
final class LiteLlmPrices {

    private static final Map<TokenClass, List<String>> FIELDS = Map.of(
            TokenClass.FRESH_INPUT, List.of("input_cost_per_token"),
            TokenClass.CACHE_READ, List.of("cache_read_input_token_cost", "input_cost_per_token_cache_hit"),
            TokenClass.CACHE_WRITE, List.of("cache_creation_input_token_cost"),
            TokenClass.OUTPUT, List.of("output_cost_per_token"),
            TokenClass.REASONING, List.of("output_cost_per_reasoning_token"));

    private static final Pattern TIER = Pattern.compile("(?:input|output)_cost_per_token_above_(\\d{1,6})k_tokens");

    /** Numbers are read as the decimals that they are written as, since binary ones would not be exact. */
    private static final JsonMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private LiteLlmPrices() {}

    static PriceBook read(String name, byte[] json, LocalDate date) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException("price list " + name + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ConfigurationException("price list " + name + " cannot be read", e);
        }
        Map<String, ModelPrice> models = new HashMap<>();
        root.properties().forEach(entry -> {
            String model = entry.getKey();
            price(name, model, entry.getValue()).ifPresent(price -> models.put(PriceBook.key(model), price));
        });
        if (models.isEmpty()) {
            throw new ConfigurationException(
                    "price list " + name + " has no model with input_cost_per_token: it is not of LiteLLM's layout");
        }
        return new PriceBook(date, models, Map.of());
    }

    private static Optional<ModelPrice> price(String name, String model, JsonNode node) {
        EnumMap<TokenClass, BigDecimal> first = prices(name, model, node, "");
        BigDecimal input = first.get(TokenClass.FRESH_INPUT);
        boolean free = first.values().stream().allMatch(price -> price.signum() == 0);
        if (input == null || free) {
            return Optional.empty();
        }
        Map<Long, ClassPrices> tiers = new LinkedHashMap<>();
        tiers.put(-1L, new ClassPrices(first));
        node.fieldNames().forEachRemaining(field -> {
            Matcher tier = TIER.matcher(field);
            if (tier.matches()) {
                EnumMap<TokenClass, BigDecimal> prices =
                        prices(name, model, node, "_above_" + tier.group(1) + "k_tokens");
                // A direction that the tier does not name costs what it cost below.
                first.forEach((c, price) -> {
                    if (c == TokenClass.FRESH_INPUT || c == TokenClass.OUTPUT) {
                        prices.putIfAbsent(c, price);
                    }
                });
                tiers.put(1_000 * Long.parseLong(tier.group(1)), new ClassPrices(prices));
            }
        });
        return Optional.of(new ModelPrice(tiers, "USD", Long.MAX_VALUE));
    }

    private static EnumMap<TokenClass, BigDecimal> prices(String name, String model, JsonNode node, String suffix) {
        EnumMap<TokenClass, BigDecimal> prices = new EnumMap<>(TokenClass.class);
        FIELDS.forEach((tokenClass, fields) -> {
            for (String field : fields) {
                JsonNode price = node.get(field + suffix);
                if (price != null && !price.isNull() && !prices.containsKey(tokenClass)) {
                    prices.put(tokenClass, decimal(name, model, field + suffix, price));
                }
            }
        });
        return prices;
    }

    private static BigDecimal decimal(String name, String model, String field, JsonNode node) {
        BigDecimal price = node.isNumber() ? node.decimalValue() : BigDecimal.ONE.negate();
        if (price.signum() < 0 || price.precision() > 40 || Math.abs(price.scale()) > 40) {
            throw new ConfigurationException("price list " + name + ": model '" + model + "': " + field + " is " + node
                    + ", which is no price from 0 on");
        }
        return price;
    }
}
