package io.llmops.jdbc.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.exception.DocumentException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What following a table does on every database. */
abstract class JdbcChangesTests {

    private static final LocalDateTime NOON = LocalDateTime.parse("2026-11-24T12:00:00");

    private final Follower follower = new Follower();
    private TestDatabase database;

    /** A new and empty one. */
    abstract TestDatabase open();

    /** A time as the database is given it. */
    abstract Object time(LocalDateTime time);

    @BeforeEach
    void openDatabase() {
        database = open();
        database.run("CREATE TABLE book (id INTEGER PRIMARY KEY, title VARCHAR(200), changed TIMESTAMP, gone INTEGER)");
    }

    private JdbcConnector.Builder books() {
        return JdbcConnector.builder(database.url())
                .table("book")
                .key("id")
                .template("{{title}}")
                .deleted("gone");
    }

    private void insert(int id, String title, LocalDateTime changed) {
        database.run("INSERT INTO book (id, title, changed) VALUES (?, ?, ?)", id, title, time(changed));
    }

    private void update(int id, String title, LocalDateTime changed) {
        database.run("UPDATE book SET title = ?, changed = ? WHERE id = ?", title, time(changed), id);
    }

    @Test
    void should_follow_every_track_of_chinook_by_its_key() {
        database.chinook(JdbcConnectorTests.TestData.chinook());
        JdbcConnector tracks = JdbcConnector.builder(database.url())
                .table("Track")
                .key("TrackId")
                .template("{{Name}}")
                .build();
        ChangeConnector changes = tracks.changes();

        assertThat(follower.news(changes)).hasSize(3503).doesNotHaveDuplicates();
        Map<String, String> versions = new TreeMap<>();
        tracks.read(document -> versions.put(document.id(), document.version()));
        assertThat(follower.documents.keySet()).isEqualTo(versions.keySet());

        database.run("INSERT INTO \"Track\" (\"TrackId\", \"Name\", \"MediaTypeId\", \"Milliseconds\", \"UnitPrice\")"
                + " VALUES (4000, '茉莉花', 1, 1, 0.99)");
        assertThat(follower.news(changes)).containsExactly("Track/4000");
        assertThat(follower.documents).containsEntry("Track/4000", "茉莉花");
        assertThat(follower.news(changes)).isEmpty();
    }

    @Test
    void should_hand_over_rows_in_the_order_of_their_changes_and_updates_again() {
        ChangeConnector changes = books().build().changes("changed");
        insert(1, "一", NOON.plusSeconds(2));
        insert(2, "二", NOON);
        insert(3, "三", NOON.plusSeconds(1));

        assertThat(follower.news(changes)).containsExactly("book/2", "book/3", "book/1");

        update(2, "贰", NOON.plusSeconds(5));
        assertThat(follower.news(changes)).containsExactly("book/2");
        assertThat(follower.documents).isEqualTo(Map.of("book/1", "一", "book/2", "贰", "book/3", "三"));
    }

    @Test
    void should_page_through_rows_of_one_time_without_loss_or_repetition() {
        ChangeConnector changes = books().build().changes("changed");
        database.run("INSERT INTO book (id, title, changed) WITH RECURSIVE n(i) AS"
                + " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1700)"
                + " SELECT i, 'title ' || i, " + noon() + " FROM n");

        assertThat(follower.news(changes)).hasSize(1700).doesNotHaveDuplicates();
        assertThat(follower.news(changes)).isEmpty();
    }

    /** Noon as an expression in SQL. */
    abstract String noon();

    @Test
    void should_find_rows_that_come_to_light_late() {
        ChangeConnector changes = books().build().changes("changed");
        insert(5, "五", NOON);
        insert(6, "六", NOON.plusSeconds(9));
        assertThat(follower.news(changes)).hasSize(2);

        insert(3, "same time, smaller key", NOON.plusSeconds(9));
        insert(4, "earlier", NOON.plusSeconds(1));
        update(6, "changed within the same tick", NOON.plusSeconds(9));

        assertThat(follower.news(changes)).containsExactlyInAnyOrder("book/3", "book/4", "book/6");
        assertThat(follower.news(changes)).isEmpty();
    }

    @Test
    void should_find_a_smaller_key_whose_transaction_ended_later() {
        ChangeConnector changes = books().build().changes();
        insert(1, "一", NOON);
        insert(3, "三", NOON);
        assertThat(follower.news(changes)).containsExactly("book/1", "book/3");

        insert(2, "二", NOON);
        assertThat(follower.news(changes)).containsExactly("book/2");
    }

    @Test
    void should_see_a_row_go_back_to_what_it_was_within_one_tick() {
        ChangeConnector changes = books().build().changes("changed");
        insert(1, "甲", NOON);
        follower.news(changes);
        update(1, "乙", NOON);
        follower.news(changes);
        update(1, "甲", NOON);

        assertThat(follower.news(changes)).containsExactly("book/1");
        assertThat(follower.documents).containsEntry("book/1", "甲");
    }

    @Test
    void should_remove_a_row_that_is_marked_and_take_it_in_again_when_the_mark_goes() {
        ChangeConnector changes = books().build().changes("changed");
        insert(1, "一", NOON);
        follower.news(changes);

        database.run("UPDATE book SET gone = 1, changed = ? WHERE id = 1", time(NOON.plusSeconds(1)));
        assertThat(follower.news(changes)).containsExactly("-book/1");
        assertThat(follower.documents).isEmpty();

        database.run("UPDATE book SET gone = 0, changed = ? WHERE id = 1", time(NOON.plusSeconds(2)));
        assertThat(follower.news(changes)).containsExactly("book/1");
    }

    @Test
    void should_refuse_a_row_that_stands_nowhere_in_the_order() {
        ChangeConnector changes = books().build().changes("changed");
        database.run("INSERT INTO book (id, title) VALUES (1, 'x')");

        assertThatThrownBy(() -> follower.step(changes))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("'changed' is NULL")
                .hasMessageContaining("COALESCE");
    }

    @Test
    void should_refuse_a_position_of_another_order() {
        insert(1, "一", NOON);
        follower.news(books().build().changes());

        assertThatThrownBy(() -> follower.step(books().build().changes("changed")))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("begin again");
        follower.position = "[1]";
        assertThatThrownBy(() -> follower.step(books().build().changes("changed")))
                .isInstanceOf(DocumentException.class);
    }

    @Test
    void should_begin_with_rows_of_a_table_that_was_empty_at_first() {
        ChangeConnector changes = books().build().changes("changed");
        ChangeBatch none = follower.step(changes);
        assertThat(none.caughtUp()).isTrue();
        assertThat(none.changes()).isEmpty();

        insert(1, "一", NOON);
        assertThat(follower.news(changes)).containsExactly("book/1");
    }

    @Test
    void should_end_a_wait_when_it_is_closed() throws Exception {
        ChangeConnector changes = books().build().changes("changed");
        CompletableFuture<Object> waiting = CompletableFuture.supplyAsync(
                () -> changes.next(null, Duration.ofHours(1)).caughtUp());

        changes.close();
        changes.close();

        // Closed before it began to wait, it says so; afterwards it gives what there was.
        assertThat(waiting.exceptionally(e -> true).get(1, TimeUnit.MINUTES)).isEqualTo(true);
        assertThatThrownBy(() -> changes.next(null, Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void should_end_as_the_table_whatever_happens_and_wherever_a_crash_sends_the_reader_back() {
        long seed = 20261124;
        Random random = new Random(seed);
        int tick = 0;
        List<Follower> kept = new ArrayList<>();
        for (int round = 0; round < 60; round++) {
            ChangeConnector changes = books().overlap(40).build().changes("changed");
            for (int i = random.nextInt(12); i > 0; i--) {
                tick += random.nextInt(2);
                // As a transaction that began up to three ticks ago, or in this one.
                LocalDateTime changed = NOON.plusSeconds(Math.max(0, tick - random.nextInt(4)));
                int id = random.nextInt(60);
                if (database.number("SELECT count(*) FROM book WHERE id = " + id) == 0) {
                    insert(id, "第" + round + "版", changed);
                } else if (random.nextInt(4) == 0) {
                    database.run(
                            "UPDATE book SET gone = 1 - COALESCE(gone, 0), changed = ? WHERE id = ?",
                            time(changed),
                            id);
                } else {
                    update(id, "第" + round + "版 " + i, changed);
                }
            }
            if (!kept.isEmpty() && random.nextInt(3) == 0) {
                restore(kept.get(random.nextInt(Math.min(2, kept.size()))));
            }
            follower.catchUp(changes);
            kept.add(0, copy());
            Map<String, String> live = new TreeMap<>();
            books().build().read(document -> live.put(document.id(), readText(document)));
            assertThat(follower.documents).as("seed %d, round %d", seed, round).isEqualTo(live);
        }
        assertThat(new HashSet<>(follower.told)).hasSizeGreaterThan(60);
    }

    private static String readText(io.llmops.api.connect.SourceDocument document) {
        try {
            return JdbcConnectorTests.text(document);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Follower copy() {
        Follower copy = new Follower();
        copy.documents.putAll(follower.documents);
        copy.position = follower.position;
        return copy;
    }

    /** What the last commits were, as after a crash. */
    private void restore(Follower before) {
        follower.documents.clear();
        follower.documents.putAll(before.documents);
        follower.position = before.position;
    }
}
