package io.llmops.core.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.model.Money;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.Subject;
import io.llmops.core.limit.RateLimit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Budgets and rate limits as a scenario's file writes them: one, or a list. What is wrong is said without the file's name. */
final class LimitsFile {

    private static final Set<String> BUDGET_KEYS = new TreeSet<>(Set.of(
            "name", "per", "zone", "money", "tokens", "calls", "subject", "action", "degradeTo", "from", "alertAt"));
    private static final Set<String> RATE_KEYS = new TreeSet<>(Set.of("calls", "tokens", "per", "subject", "maxWait"));
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private LimitsFile() {}

    /**
     * Budgets.
     *
     * @throws IllegalArgumentException if one is not of the form, saying what is wrong with it
     */
    static List<Budget> budgets(JsonNode node) {
        return each(node).stream().map(LimitsFile::budget).toList();
    }

    /**
     * Rate limits.
     *
     * @throws IllegalArgumentException if one is not of the form, saying what is wrong with it
     */
    static List<RateLimit> rates(JsonNode node) {
        return each(node).stream().map(LimitsFile::rate).toList();
    }

    private static List<JsonNode> each(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(all::add);
        } else {
            all.add(node);
        }
        return all;
    }

    private static Budget budget(JsonNode node) {
        checkKeys(node, BUDGET_KEYS);
        Budget budget =
                limit(node).period(choice(Budget.Period.class, text(node, "per").orElse("day"), "per"));
        budget = text(node, "zone").map(LimitsFile::zone).map(budget::zone).orElse(budget);
        budget = text(node, "name").map(budget::named).orElse(budget);
        budget = subject(node).map(budget::per).orElse(budget);
        if (node.has("alertAt")) {
            budget = budget.alertAt(each(node.get("alertAt")).stream()
                    .mapToDouble(JsonNode::asDouble)
                    .toArray());
        }
        return action(budget, node);
    }

    private static Budget limit(JsonNode node) {
        if (node.has("money") && !node.has("tokens") && !node.has("calls")) {
            String[] money = node.get("money").asText().strip().split("\\s+");
            return Budget.money(Money.of(money[0], money.length > 1 ? money[1] : "USD"));
        }
        if (node.has("tokens") && !node.has("money") && !node.has("calls")) {
            return Budget.tokens(number(node, "tokens"));
        }
        if (node.has("calls") && !node.has("money") && !node.has("tokens")) {
            return Budget.calls(number(node, "calls"));
        }
        throw new IllegalArgumentException("it needs one of money, tokens and calls");
    }

    private static Budget action(Budget budget, JsonNode node) {
        Optional<String> cheaper = text(node, "degradeTo");
        if (cheaper.isPresent()) {
            return budget.degradeTo(cheaper.get(), node.path("from").asDouble(1));
        }
        if (node.has("from")) {
            throw new IllegalArgumentException("from belongs to degradeTo");
        }
        String action = text(node, "action").orElse("refuse");
        return switch (action) {
            case "refuse" -> budget;
            case "alert" -> budget.alertOnly();
            default -> throw new IllegalArgumentException("action is '" + action + "'; there are refuse and alert");
        };
    }

    private static RateLimit rate(JsonNode node) {
        checkKeys(node, RATE_KEYS);
        if (node.has("calls") == node.has("tokens")) {
            throw new IllegalArgumentException("it needs one of calls and tokens");
        }
        Duration per = time(text(node, "per").orElse("1m"), "per");
        RateLimit limit = node.has("calls")
                ? RateLimit.calls(number(node, "calls"), per)
                : RateLimit.tokens(number(node, "tokens"), per);
        limit = subject(node).map(limit::per).orElse(limit);
        return text(node, "maxWait")
                .map(wait -> time(wait, "maxWait"))
                .map(limit::maxWait)
                .orElse(limit);
    }

    private static void checkKeys(JsonNode node, Set<String> keys) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("it must hold settings, but is " + node);
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException("'" + key + "' is none of its settings " + keys);
            }
        });
    }

    private static long number(JsonNode node, String key) {
        JsonNode number = node.get(key);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new IllegalArgumentException(key + " must be a whole number, but is " + number);
        }
        return number.longValue();
    }

    private static Optional<Subject> subject(JsonNode node) {
        return text(node, "subject").map(s -> choice(Subject.class, s, "subject"));
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String value, String key) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException(key + " is '" + value + "'; there are "
                + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }

    /**
     * A time such as 500ms, 10s, 1m, 1h or 1d.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Duration time(String text, String key) {
        Matcher time = TIME.matcher(text.strip());
        if (!time.matches()) {
            throw new IllegalArgumentException(
                    key + " is '" + text + "', which is no time such as 500ms, 10s, 1m or 1h");
        }
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone is '" + zone + "', which is none such as Asia/Shanghai", e);
        }
    }

    private static Optional<String> text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isValueNode() || value.asText().isBlank()) {
            throw new IllegalArgumentException(key + " must be a text");
        }
        return Optional.of(value.asText());
    }
}
