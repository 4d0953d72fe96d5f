package io.llmops.core.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Cuts time into buckets of one length, counted from midnight of 1970-01-01 by the wall clock of a zone: buckets of a day
 * are that zone's days, also those of 23 and 25 hours. Not thread-safe.
 */
final class TimeBuckets {

    private static final LocalDateTime ORIGIN = LocalDate.EPOCH.atStartOfDay();

    private final Duration length;
    private final ZoneId zone;
    private Instant start = Instant.MAX;
    private Instant end = Instant.MIN;

    TimeBuckets(Duration length, ZoneId zone) {
        this.length = length;
        this.zone = zone;
    }

    /** The start of the bucket that an instant is in. Records come in order, so that most are in the last one's. */
    Instant startOf(Instant instant) {
        if (instant.isBefore(start) || !instant.isBefore(end)) {
            LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
            long number = Math.floorDiv(ORIGIN.until(local, ChronoUnit.SECONDS), length.toSeconds());
            LocalDateTime from = ORIGIN.plusSeconds(number * length.toSeconds());
            start = from.atZone(zone).toInstant();
            end = from.plus(length).atZone(zone).toInstant();
            if (instant.isBefore(start) || !instant.isBefore(end)) {
                // The hour that a clock shows twice, or a bucket that it cuts: such an instant is in the bucket as it
                // reads.
                end = Instant.MIN;
            }
        }
        return start;
    }

    /** The end of the bucket with that start. */
    Instant endOf(Instant bucketStart) {
        return LocalDateTime.ofInstant(bucketStart, zone)
                .plus(length)
                .atZone(zone)
                .toInstant();
    }
}
