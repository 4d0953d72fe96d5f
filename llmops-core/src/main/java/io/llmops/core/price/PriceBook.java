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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
 *     "qwen-long": {"currency": "CNY", "maxInput": 200000, "input": "0.5", "output": "2"}
 *   }
 * }
 * </pre>
 *
 * <p>Classes are {@code input}, {@code cacheRead}, {@code cacheWrite}, {@code output}, {@code reasoning}. A class of
 * input without a price of its own costs as {@code input}, {@code reasoning} costs as {@code output}. {@code per} is 1,
 * 1000 or 1000000 (the default). Above {@code maxInput} input tokens the prices do not hold and the cost is not known.
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

    PriceBook(LocalDate date, Map<String, ModelPrice> models) {
        this.date = date;
        this.models = Map.copyOf(models);
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
        try {
            return PriceList.read(file.toString(), FileIo.read(file, MAX_BYTES));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("there is no price list " + file, e);
        } catch (StoreException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The day whose prices these are. */
    public LocalDate date() {
        return date;
    }

    /** Names of the models that have a price, in lower case. */
    public SortedSet<String> models() {
        return new TreeSet<>(models.keySet());
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
