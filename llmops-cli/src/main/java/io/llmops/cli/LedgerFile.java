package io.llmops.cli;

import io.llmops.api.exception.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;

/** How reports name a ledger and the time that they look back. */
final class LedgerFile {

    private LedgerFile() {}

    /** A report makes no store: a wrong name would be an empty ledger. */
    static String url(String store) {
        if (store.startsWith("jdbc:")) {
            return store;
        }
        if (!Files.isRegularFile(Path.of(store))) {
            throw new ConfigurationException("--store: there is no file '" + store
                    + "': name the one that LlmOps.builder().store(...) was given");
        }
        return "jdbc:sqlite:" + store;
    }

    /** ISO 8601, where a month is taken for 30 days and a year for 365: a report looks back, it keeps no calendar. */
    static Duration duration(String option, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            try {
                Period period = Period.parse(text);
                return Duration.ofDays(365L * period.getYears() + 30L * period.getMonths() + period.getDays());
            } catch (DateTimeParseException f) {
                throw new ConfigurationException(
                        option + ": '" + text + "' is no ISO 8601 duration, such as PT1H, P1D or P3M");
            }
        }
    }
}
