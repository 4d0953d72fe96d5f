package io.llmops.jdbc;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetDecision;
import io.llmops.api.budget.BudgetHold;
import io.llmops.api.budget.BudgetStore;
import io.llmops.api.budget.BudgetWindow;
import io.llmops.api.exception.StoreException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in a database, for all processes that open it. Each store says three times in a lease that it lives; what one that
 * no longer says so has reserved is given back by the others. The clocks of the processes must agree within a third of a
 * lease. Thread-safe.
 */
final class JdbcBudgetStore implements BudgetStore {

    /** After how long without a word a process counts as gone. */
    static final Duration LEASE = Duration.ofSeconds(60);
    /** For calls that were admitted before a window's end and go on after it. */
    private static final Duration KEPT = Duration.ofDays(2);

    private static final Logger LOG = LoggerFactory.getLogger(JdbcBudgetStore.class);

    private final Database database;
    private final Dialect dialect;
    private final Clock clock;
    private final long leaseMillis;
    private final String owner = UUID.randomUUID().toString();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong renewedMillis = new AtomicLong(Long.MIN_VALUE);
    private final AtomicBoolean closed = new AtomicBoolean();
    /** What calls used and could not be written, as the database was away: spent money that must not be forgotten. */
    private final Queue<Late> late = new ConcurrentLinkedQueue<>();

    private final ScheduledExecutorService heart;
    private final ScheduledFuture<?> beats;

    JdbcBudgetStore(String url, Clock clock, Duration lease) {
        this.dialect = Dialect.of(url);
        this.clock = clock;
        this.leaseMillis = lease.toMillis();
        this.database = Database.open(url, BudgetTables.BUDGETS);
        try {
            database.write(connection -> {
                renew(rows(connection));
                return true;
            });
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        this.heart = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "llmops-budget-lease");
            thread.setDaemon(true);
            return thread;
        });
        this.beats = heart.scheduleWithFixedDelay(this::beat, leaseMillis / 3, leaseMillis / 3, TimeUnit.MILLISECONDS);
    }

    @Override
    public BudgetDecision reserve(List<BudgetClaim> claims) {
        BudgetDecision decision = database.write(connection -> reserve(rows(connection), claims));
        boolean freed = decision instanceof BudgetDecision.NoRoom && reclaim();
        return freed ? database.write(connection -> reserve(rows(connection), claims)) : decision;
    }

    private BudgetDecision reserve(BudgetRows rows, List<BudgetClaim> claims) throws SQLException {
        if (clock.millis() - renewedMillis.get() > leaseMillis / 3) {
            renew(rows);
        }
        BudgetCount[] after = new BudgetCount[claims.size()];
        int full = claims.size();
        BudgetCount fullCount = BudgetCount.NONE;
        for (int i : sorted(claims)) {
            BudgetClaim claim = claims.get(i);
            BudgetCount before = rows.lock(BudgetRows.Key.of(claim), claim.window());
            after[i] = new BudgetCount(before.spent(), before.reserved().add(claim.amount()));
            if (claim.limit() != null && after[i].taken().compareTo(claim.limit()) > 0 && i < full) {
                full = i;
                fullCount = before;
            }
        }
        if (full < claims.size()) {
            return new BudgetDecision.NoRoom(full, fullCount);
        }
        List<BudgetRows.Part> parts = new ArrayList<>(claims.size());
        String id = owner + '-' + ids.incrementAndGet();
        for (int i = 0; i < claims.size(); i++) {
            BudgetRows.Key key = BudgetRows.Key.of(claims.get(i));
            parts.add(new BudgetRows.Part(id, i, key, claims.get(i).amount()));
            rows.write(key, after[i]);
            rows.insert(parts.get(i), owner);
        }
        return new BudgetDecision.Reserved(new Hold(claims, parts), List.of(after));
    }

    private static int[] sorted(List<BudgetClaim> claims) {
        return IntStream.range(0, claims.size())
                .boxed()
                .sorted((a, b) -> BudgetRows.Key.of(claims.get(a)).compareTo(BudgetRows.Key.of(claims.get(b))))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private record Late(Hold hold, List<BigDecimal> used) {}

    private final class Hold implements BudgetHold {
        private final List<BudgetClaim> claims;
        private final List<BudgetRows.Part> parts;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Hold(List<BudgetClaim> claims, List<BudgetRows.Part> parts) {
            this.claims = claims;
            this.parts = parts;
        }

        @Override
        public List<BudgetCount> settle(List<BigDecimal> used) {
            if (used.size() != parts.size()) {
                throw new IllegalArgumentException(used.size() + " amounts were given for " + parts.size() + " claims");
            }
            if (!ended.compareAndSet(false, true)) {
                return List.of();
            }
            try {
                return write(used);
            } catch (StoreException e) {
                late.add(new Late(this, List.copyOf(used)));
                throw e;
            }
        }

        private List<BudgetCount> write(List<BigDecimal> used) {
            return database.write(connection -> {
                BudgetRows rows = rows(connection);
                BudgetCount[] after = new BudgetCount[parts.size()];
                for (int i : sorted(claims)) {
                    after[i] = rows.lock(parts.get(i).key(), claims.get(i).window());
                }
                for (int i = 0; i < after.length; i++) {
                    after[i] = end(rows, parts.get(i), after[i], used.get(i));
                }
                return List.of(after);
            });
        }
    }

    /** What others gave back, since they took this process for gone, is not given back twice; what was used counts. */
    private static BudgetCount end(BudgetRows rows, BudgetRows.Part part, BudgetCount before, BigDecimal used)
            throws SQLException {
        BigDecimal reserved = rows.delete(part) ? before.reserved().subtract(part.amount()) : before.reserved();
        BudgetCount after = new BudgetCount(before.spent().add(used), reserved);
        rows.write(part.key(), after);
        return after;
    }

    @Override
    public BudgetCount count(String counter, BudgetWindow window) {
        return database.read(connection -> rows(connection).read(new BudgetRows.Key(counter, window.name())));
    }

    private void renew(BudgetRows rows) throws SQLException {
        long now = clock.millis();
        rows.renew(owner, now + leaseMillis);
        renewedMillis.set(now);
    }

    private void beat() {
        try {
            database.write(connection -> {
                BudgetRows rows = rows(connection);
                renew(rows);
                rows.forget(clock.millis() - KEPT.toMillis());
                return true;
            });
            settleLate();
            reclaim();
        } catch (StoreException e) {
            LOG.warn("budgets: the lease of this process was not renewed: {}", e.getMessage());
        }
    }

    /** Gives back what processes that are gone have reserved; whether there was something. */
    private boolean reclaim() {
        long now = clock.millis();
        boolean freed = false;
        for (String gone : database.read(connection -> rows(connection).gone(now))) {
            freed |= database.write(connection -> {
                BudgetRows rows = rows(connection);
                return rows.lockGone(gone, now) && release(rows, gone);
            });
        }
        return freed;
    }

    private void settleLate() {
        for (Late next = late.peek(); next != null; next = late.peek()) {
            next.hold().write(next.used());
            late.remove(next);
        }
    }

    private static boolean release(BudgetRows rows, String owner) throws SQLException {
        List<BudgetRows.Part> parts = rows.reservedBy(owner);
        for (BudgetRows.Part part : parts) {
            end(rows, part, rows.lock(part.key()), BigDecimal.ZERO);
        }
        rows.deleteOwner(owner);
        return !parts.isEmpty();
    }

    private BudgetRows rows(Connection connection) {
        return new BudgetRows(connection, dialect);
    }

    /** Gives back what is still reserved here, as calls that go on can no longer settle; waits at most as the store does. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        beats.cancel(false);
        heart.shutdown();
        try {
            heart.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            settleLate();
            database.write(connection -> release(rows(connection), owner));
        } finally {
            database.close();
        }
    }
}
