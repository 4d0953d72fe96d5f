package io.llmops.core.price;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.StoreException;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import io.llmops.core.io.FileIo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A dated list of what tokens cost. Sums are exact decimals. What is not known, the model, a price or the usage, gives
 * an empty cost and never zero. Immutable and thread-safe.
 *
 * <p>A price list is JSON; prices are decimal texts for {@code per} tokens of a class:
 *
 * <pre>
 * {
 *   "date": "2026-11-01", "currency": "USD", "per": 1000000,
 *   "models": {
 *     "gpt-4o-mini": {"input": "0.15", "cacheRead": "0.075", "output": "0.60"},
 *     "qwen-long": {"currency": "CNY", "maxInput": 200000, "input": "0.5", "output": "2"},
 *     "gemini-2.5-pro": {"input": "1.25", "output": "10", "tiers": [{"above": 200000, "input": "2.50", "output": "15"}]}
 *   },
 *   "rates": [{"from": "USD", "to": "CNY", "rate": "7.08", "date": "2026-11-01"}]
 * }
 * </pre>
 *
 * <p>Classes are {@code input}, {@code cacheRead}, {@code cacheWrite}, {@code output}, {@code reasoning}. A class of
 * input without a price of its own costs as {@code input}, {@code reasoning} costs as {@code output}. {@code per} is 1,
 * 1000 or 1000000 (the default). A call with more input tokens than a tier is {@code above} costs that tier's prices as a
 * whole. Above {@code maxInput} input tokens the prices do not hold and the cost is not known.
 *
 * <p>Amounts are converted only by a dated rate that was given, in its own direction; sums never mix currencies.
 *
 * <p>A model is looked up without regard to case by its name; else without a provider before a slash; else without a
 * date or {@code latest} at its end, so that {@code openai/gpt-4o-mini-2024-07-18} is priced as {@code gpt-4o-mini}.
 */
public final class PriceBook {

    private static final String BUNDLED = "prices.json";
    private static final int MAX_BYTES = 8 << 20;
    private static final Pattern DATED = Pattern.compile("[-@](\\d{4}-\\d{2}-\\d{2}|\\d{8}|latest)$");

    private final LocalDate date;
    private final Map<String, ModelPrice> models;
    private final Map<String, ExchangeRate> rates;

    PriceBook(LocalDate date, Map<String, ModelPrice> models, Map<String, ExchangeRate> rates) {
        this.date = date;
        this.models = Map.copyOf(models);
        this.rates = Map.copyOf(rates);
    }

    /**
     * The list that comes with this library: common hosted models, as of {@link #date()}. Prices change: give your own
     * list where money is enforced.
     */
    public static PriceBook bundled() {
        try (InputStream in = requireNonNull(PriceBook.class.getResourceAsStream(BUNDLED), BUNDLED)) {
            return PriceList.read(BUNDLED, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a price list.
     *
     * @throws ConfigurationException if the file is not there, cannot be read, or is not of the form above; the message
     *     names the model and the value
     */
    public static PriceBook load(Path file) {
        return read(file, bytes -> PriceList.read(file.toString(), bytes));
    }

    /**
     * Reads a list in the layout of LiteLLM's {@code model_prices_and_context_window.json}, which has prices of one token in
     * US dollars. Models that are priced by something else than tokens, or that it lists at zero, which may mean unknown, are
     * left out.
     *
     * @param date the day of the list, which the file does not say
     * @throws ConfigurationException if the file is not there, cannot be read, or is not of that layout
     */
    public static PriceBook loadLiteLlm(Path file, LocalDate date) {
        requireNonNull(date, "date");
        return read(file, bytes -> LiteLlmPrices.read(file.toString(), bytes, date));
    }

    private static PriceBook read(Path file, Function<byte[], PriceBook> reader) {
        try {
            return reader.apply(FileIo.read(file, MAX_BYTES));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("there is no price list " + file, e);
        } catch (StoreException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * A copy that knows what one unit of a currency is worth in another, in place of a rate for the same two.
     *
     * @param rate units of {@code to} for one of {@code from}, as a decimal number
     * @param date the day on which it held
     * @throws IllegalArgumentException if a currency is no ISO 4217 code, or the rate is no positive number
     */
    public PriceBook rate(String from, String to, String rate, LocalDate date) {
        Map<String, ExchangeRate> all = new HashMap<>(rates);
        all.put(pair(from, to), new ExchangeRate(from, to, new BigDecimal(rate), date));
        return new PriceBook(this.date, models, all);
    }

    /** The rate from one currency to another, if it was given. */
    public Optional<ExchangeRate> rate(String from, String to) {
        return Optional.ofNullable(rates.get(pair(from, to)));
    }

    /** An amount in another currency, exactly; empty where the rate was not given. */
    public Optional<Money> convert(Money money, String currency) {
        return money.currency().equals(currency)
                ? Optional.of(money)
                : rate(money.currency(), currency).map(rate -> rate.convert(money));
    }

    static String pair(String from, String to) {
        return from + '>' + to;
    }

    /** The day whose prices these are. */
    public LocalDate date() {
        return date;
    }

    /** Names of the models that have a price, in lower case. */
    public SortedSet<String> models() {
        return new TreeSet<>(models.keySet());
    }

    /** Whether there is a price under this very name, or under it without a date; its provider is not left out. */
    public boolean lists(String model) {
        String name = key(model);
        return models.containsKey(name) || models.containsKey(undated(name));
    }

    /**
     * What a call cost: exact, from the counts of {@code usage}, measured or estimated.
     *
     * @param model the model as the provider answered it, or as it was asked for
     * @return empty where the model, the price of a class that was used, or the usage is not known
     */
    public Optional<Money> cost(String model, Usage usage) {
        requireNonNull(usage, "usage");
        return usage.isKnown() ? find(model).flatMap(price -> price.cost(usage)) : Optional.empty();
    }

    /**
     * The most that a call can cost: every token counted at the dearest class of its direction.
     *
     * @return empty where the model or a price is not known
     * @throws IllegalArgumentException if a count is negative
     */
    public Optional<Money> upperBound(String model, long inputTokens, long outputTokens) {
        if (inputTokens < 0 || outputTokens < 0) {
            throw new IllegalArgumentException(
                    "tokens must not be negative, but are " + inputTokens + " and " + outputTokens);
        }
        return find(model).flatMap(price -> price.upperBound(inputTokens, outputTokens));
    }

    private Optional<ModelPrice> find(String model) {
        String name = key(model);
        ModelPrice price = models.get(name);
        if (price == null) {
            price = models.get(undated(name));
        }
        int slash = name.indexOf('/');
        return price != null || slash < 0 ? Optional.ofNullable(price) : find(name.substring(slash + 1));
    }

    private static String undated(String name) {
        return DATED.matcher(name).replaceFirst("");
    }

    static String key(String model) {
        return model.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "PriceBook[" + date + ", " + models.size() + " models]";
    }
}
