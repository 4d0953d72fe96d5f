package io.llmops.core.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the JSON form of a {@link PriceBook}, strictly: what it does not know it refuses. */
final class PriceList {

    private static final Map<String, TokenClass> CLASSES = Map.of(
            "input", TokenClass.FRESH_INPUT,
            "cacheRead", TokenClass.CACHE_READ,
            "cacheWrite", TokenClass.CACHE_WRITE,
            "output", TokenClass.OUTPUT,
            "reasoning", TokenClass.REASONING);
    private static final Set<String> KEYS = Set.of("date", "currency", "per", "source", "models", "rates");
    private static final Set<String> MODEL_KEYS = Set.of("currency", "per", "maxInput", "tiers");
    private static final int MAX_DIGITS = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxStringLength(10_000)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private final String name;
    private final JsonNode root;

    private PriceList(String name, JsonNode root) {
        this.name = name;
        this.root = root;
    }

    static PriceBook read(String name, byte[] json) {
        try {
            return new PriceList(name, MAPPER.readTree(json)).read();
        } catch (JsonProcessingException e) {
            throw new ConfigurationException("price list " + name + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ConfigurationException("price list " + name + " cannot be read", e);
        }
    }

    private PriceBook read() {
        root.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw wrong("'" + key + "' is none of " + new TreeSet<>(KEYS));
            }
        });
        String currency = text(root, "currency", "");
        int shift = shift(root, 1_000_000);
        Map<String, ModelPrice> models = new HashMap<>();
        root.path("models")
                .properties()
                .forEach(model -> models.put(
                        PriceBook.key(model.getKey()), model(model.getKey(), model.getValue(), currency, shift)));
        if (models.isEmpty()) {
            throw wrong("'models' names no model");
        }
        return new PriceBook(date(), models, rates());
    }

    private Map<String, ExchangeRate> rates() {
        Map<String, ExchangeRate> rates = new HashMap<>();
        for (JsonNode node : root.path("rates")) {
            String from = text(node, "from", "");
            String to = text(node, "to", "");
            try {
                LocalDate date = LocalDate.parse(text(node, "date", ""));
                ExchangeRate rate = new ExchangeRate(from, to, decimal(node.path("rate"), "a rate"), date);
                rates.put(PriceBook.pair(from, to), rate);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw wrong("rate from '" + from + "' to '" + to + "': " + e.getMessage());
            }
        }
        return rates;
    }

    private ModelPrice model(String model, JsonNode node, String defaultCurrency, int defaultShift) {
        int shift = node.has("per") ? shift(node, 0) : defaultShift;
        Map<Long, ClassPrices> tiers = new HashMap<>();
        tiers.put(-1L, prices(model, node, MODEL_KEYS, shift));
        for (JsonNode tier : node.path("tiers")) {
            tiers.put(tokens(model, "above", tier), prices(model, tier, Set.of("above"), shift));
        }
        long maxInput = node.has("maxInput") ? tokens(model, "maxInput", node) : Long.MAX_VALUE;
        return new ModelPrice(tiers, currency(model, text(node, "currency", defaultCurrency)), maxInput);
    }

    private ClassPrices prices(String model, JsonNode node, Set<String> otherKeys, int shift) {
        EnumMap<TokenClass, BigDecimal> prices = new EnumMap<>(TokenClass.class);
        node.properties().forEach(field -> {
            TokenClass tokenClass = CLASSES.get(field.getKey());
            if (tokenClass != null) {
                String what = "model '" + model + "': price of '" + field.getKey() + "'";
                prices.put(tokenClass, decimal(field.getValue(), what).movePointLeft(shift));
            } else if (!otherKeys.contains(field.getKey())) {
                throw wrong("model '" + model + "': '" + field.getKey() + "' is no class of tokens; use one of "
                        + new TreeSet<>(CLASSES.keySet()));
            }
        });
        if (!prices.containsKey(TokenClass.FRESH_INPUT)) {
            throw wrong("model '" + model + "' has no price for 'input'");
        }
        return new ClassPrices(prices);
    }

    private BigDecimal decimal(JsonNode node, String what) {
        try {
            BigDecimal number = new BigDecimal(node.isTextual() ? node.textValue() : "");
            if (number.signum() >= 0 && number.precision() <= MAX_DIGITS && Math.abs(number.scale()) <= MAX_DIGITS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, together with what is out of range.
        }
        throw wrong(what + " is " + node + ", which is no decimal text from 0 on, such as \"0.15\"");
    }

    private long tokens(String model, String key, JsonNode node) {
        JsonNode tokens = node.path(key);
        if (!tokens.canConvertToLong() || !tokens.isIntegralNumber() || tokens.longValue() < 1) {
            throw wrong("model '" + model + "': " + key + " " + tokens + " is no number of tokens from 1 on");
        }
        return tokens.longValue();
    }

    private int shift(JsonNode node, int byDefault) {
        return switch (node.path("per").asInt(byDefault)) {
            case 1 -> 0;
            case 1_000 -> 3;
            case 1_000_000 -> 6;
            default -> throw wrong("per " + node.path("per") + " is none of 1, 1000, 1000000");
        };
    }

    private String currency(String model, String currency) {
        try {
            return Money.zero(currency).currency();
        } catch (IllegalArgumentException e) {
            throw wrong("model '" + model + "': " + e.getMessage());
        }
    }

    private LocalDate date() {
        String date = text(root, "date", "");
        try {
            return LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw wrong("date '" + date + "' is no day such as 2026-11-01");
        }
    }

    private static String text(JsonNode node, String key, String byDefault) {
        return node.path(key).asText(byDefault);
    }

    private ConfigurationException wrong(String what) {
        return new ConfigurationException("price list " + name + ": " + what);
    }
}
