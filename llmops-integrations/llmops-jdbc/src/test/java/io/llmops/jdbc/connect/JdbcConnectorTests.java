package io.llmops.jdbc.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.llmops.api.connect.Connector;
import io.llmops.api.connect.DocumentMetadata;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.DocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connector does on every database. */
abstract class JdbcConnectorTests {

    private TestDatabase database;

    /** A new and empty one. */
    abstract TestDatabase open();

    @BeforeEach
    void openDatabase() {
        database = open();
    }

    private JdbcConnector.Builder books() {
        database.run(
                "CREATE TABLE book (id INTEGER PRIMARY KEY, title VARCHAR(200), price NUMERIC(10,2), shelf VARCHAR(20),"
                        + " changed TIMESTAMP, gone INTEGER)");
        return JdbcConnector.builder(database.url()).table("book").key("id");
    }

    private void book(int id, String title) {
        database.run("INSERT INTO book (id, title, price) VALUES (?, ?, 9.50)", id, title);
    }

    @Test
    void should_read_every_track_of_chinook() throws IOException {
        Path script = TestData.chinook();
        database.chinook(script);
        JdbcConnector tracks = JdbcConnector.builder(database.url())
                .table("Track")
                .key("TrackId")
                .template("{{Name}}{{#Composer}}, composed by {{Composer}}{{/Composer}}")
                .metadata("album", "AlbumId")
                .build();

        Map<String, SourceDocument> read = read(tracks);

        assertThat(read).hasSize(3503);
        assertThat(text(one(read, "Track/1")))
                .isEqualTo("For Those About To Rock (We Salute You),"
                        + " composed by Angus Young, Malcolm Young, Brian Johnson");
        assertThat(one(read, "Track/1").metadata()).isEqualTo(Map.of("album", "1"));
        long composed = database.number("SELECT count(*) FROM \"Track\" WHERE \"Composer\" IS NOT NULL");
        int told = 0;
        for (SourceDocument document : read.values()) {
            told += text(document).contains(", composed by ") ? 1 : 0;
        }
        assertThat(composed).isBetween(1L, 3502L);
        assertThat(told).isEqualTo((int) composed);
    }

    @Test
    void should_join_tables_by_a_query() throws IOException {
        database.chinook(TestData.chinook());
        JdbcConnector albums = JdbcConnector.builder(database.url())
                .query(
                        "album",
                        "SELECT a.\"AlbumId\" AS id, a.\"Title\" AS title, r.\"Name\" AS artist FROM \"Album\" a"
                                + " JOIN \"Artist\" r ON r.\"ArtistId\" = a.\"ArtistId\"")
                .key("id")
                .template("{{title}} by {{artist}}")
                .build();

        assertThat(text(one(read(albums), "album/1"))).isEqualTo("For Those About To Rock We Salute You by AC/DC");
    }

    @Test
    void should_write_a_line_for_each_column_that_has_a_value() throws IOException {
        JdbcConnector books = books().build();
        database.run("INSERT INTO book (id, title, price) VALUES (1, '红楼梦 𝄞', 9.50)");

        SourceDocument book = one(read(books), "book/1");

        assertThat(text(book)).startsWith("id: 1\ntitle: 红楼梦 𝄞\nprice: 9.5").doesNotContain("shelf");
        assertThat(book.fileName()).isEqualTo("row.txt");
    }

    @Test
    void should_keep_the_parts_of_a_key_apart() {
        database.run("CREATE TABLE stock (place VARCHAR(20), item VARCHAR(20), PRIMARY KEY (place, item))");
        database.run("INSERT INTO stock VALUES ('a/b', 'c')");
        database.run("INSERT INTO stock VALUES ('a', 'b/c')");
        database.run("INSERT INTO stock VALUES ('北京', '100%')");

        JdbcConnector stock = JdbcConnector.builder(database.url())
                .table("stock")
                .key("place", "item")
                .build();

        assertThat(read(stock)).containsOnlyKeys("stock/a%2Fb/c", "stock/a/b%2Fc", "stock/北京/100%25");
    }

    @Test
    void should_change_the_version_with_the_document_and_not_with_other_columns() {
        JdbcConnector books =
                books().template("{{title}}").metadata("shelf", "shelf").build();
        book(1, "红楼梦");
        String before = one(read(books), "book/1").version();

        database.run("UPDATE book SET price = 1, gone = 0");
        assertThat(one(read(books), "book/1").version()).isEqualTo(before);

        database.run("UPDATE book SET shelf = 'A'");
        String moved = one(read(books), "book/1").version();
        assertThat(moved).isNotEqualTo(before);

        database.run("UPDATE book SET title = '紅樓夢'");
        assertThat(one(read(books), "book/1").version()).isNotIn(before, moved);
    }

    @Test
    void should_take_the_version_from_a_column() {
        JdbcConnector books = books().template("{{title}}").version("price").build();
        book(1, "红楼梦");
        String before = one(read(books), "book/1").version();

        database.run("UPDATE book SET title = 'x'");
        assertThat(one(read(books), "book/1").version()).isEqualTo(before);

        database.run("UPDATE book SET price = 3.25");
        assertThat(one(read(books), "book/1").version()).isEqualTo("3.25");
    }

    @Test
    void should_leave_out_rows_that_are_marked_as_deleted() {
        JdbcConnector books = books().deleted("gone").build();
        for (int id = 1; id <= 3; id++) {
            book(id, "卷" + id);
        }
        database.run("UPDATE book SET gone = 1 WHERE id = 2");
        database.run("UPDATE book SET gone = 0 WHERE id = 3");

        assertThat(read(books)).containsOnlyKeys("book/1", "book/3");
    }

    @Test
    void should_tell_times_as_instants_in_the_zone_given() {
        JdbcConnector books = books().metadata(DocumentMetadata.SOURCE_TIME, "changed")
                .zone(ZoneId.of("Asia/Shanghai"))
                .build();
        database.run("INSERT INTO book (id, title, changed) VALUES (1, 'x', '2026-11-24 08:00:00.25')");

        assertThat(one(read(books), "book/1").metadata())
                .containsEntry(DocumentMetadata.SOURCE_TIME, "2026-11-24T00:00:00.250Z");
    }

    @Test
    void should_report_a_time_that_is_none_when_the_row_is_opened_and_read_the_others() throws IOException {
        JdbcConnector books = books().template("{{title}}")
                .metadata(DocumentMetadata.VALID_UNTIL, "shelf")
                .build();
        book(1, "红楼梦");
        book(2, "x");
        database.run("UPDATE book SET shelf = 'S3CRET' WHERE id = 2");

        Map<String, SourceDocument> read = read(books);

        assertThat(text(one(read, "book/1"))).isEqualTo("红楼梦");
        assertThatThrownBy(() -> text(one(read, "book/2")))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("shelf")
                .hasMessageNotContaining("S3CRET");
    }

    @Test
    void should_fetch_a_row_again_whose_text_was_let_go() throws IOException {
        database.run("CREATE TABLE note (place VARCHAR(20), day VARCHAR(20), says VARCHAR(20))");
        database.run("INSERT INTO note VALUES ('北京', 'Monday', 'one')");
        database.run("INSERT INTO note VALUES ('北京', 'Tuesday', '二')");
        JdbcConnector notes = JdbcConnector.builder(database.url())
                .table("note")
                .key("place", "day")
                .template("{{says}}")
                .build();
        Map<String, SourceDocument> read = read(notes);
        RecentTexts texts = new RecentTexts(4);
        read.values().forEach(document -> texts.keep((RowDocument) document));

        assertThat(read.values().stream().mapToInt(document -> ((RowDocument) document).bytes()))
                .containsExactly(0, 3);
        assertThat(text(one(read, "note/北京/Monday"))).isEqualTo("one");
        assertThat(text(one(read, "note/北京/Tuesday"))).isEqualTo("二");
    }

    @Test
    void should_say_that_a_row_has_gone_which_is_fetched_again() {
        JdbcConnector books = books().build();
        book(1, "x");
        RowDocument book = (RowDocument) one(read(books), "book/1");
        book.letGo();
        database.run("DELETE FROM book");

        assertThatThrownBy(book::open).isInstanceOf(DocumentException.class).hasMessageContaining("has gone");
    }

    @Test
    void should_hold_no_more_of_a_huge_result_than_is_fetched_at_a_time() {
        JdbcConnector endless = JdbcConnector.builder(database.url())
                .query("n", endless())
                .key("id")
                .build();
        List<String> ids = new ArrayList<>();

        assertThatThrownBy(() -> endless.read(document -> {
                    ids.add(document.id());
                    if (ids.size() == 2_000) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
    }

    /** A query with more rows than any memory holds. */
    abstract String endless();

    @Test
    void should_name_what_is_not_there_and_list_what_is() {
        JdbcConnector.Builder books = books();
        book(1, "x");

        assertThatThrownBy(() -> read(books.template("{{tilte}}").build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'tilte'")
                .hasMessageContaining("id, title, price");
        assertThatThrownBy(() -> read(books.table("boook").build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'boook'");
        assertThatThrownBy(() -> read(books.table("book\" WHERE 1=0 --").build()))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void should_refuse_a_row_without_a_key() {
        JdbcConnector.Builder books = books();
        database.run("INSERT INTO book (id, title) VALUES (1, NULL)");

        assertThatThrownBy(() -> read(books.key("title").build()))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("'title'")
                .hasMessageContaining("NULL");
    }

    @Test
    void should_find_names_in_another_case_and_with_odd_characters() throws IOException {
        database.run("CREATE TABLE \"我的 Table\" (\"Key\" INTEGER PRIMARY KEY, \"a\"\"b\" VARCHAR(9))");
        database.run("INSERT INTO \"我的 Table\" VALUES (1, 'x')");

        JdbcConnector odd = JdbcConnector.builder(database.url())
                .table("我的 Table")
                .key("KEY")
                .metadata("m", "A\"B")
                .build();

        assertThat(one(read(odd), "我的 Table/1").metadata()).isEqualTo(Map.of("m", "x"));
    }

    @Test
    void should_tell_a_table_by_the_same_description_and_show_no_settings_of_the_url() {
        JdbcConnector books = books().user("llmops").password("hunter2").build();

        assertThat(books.description())
                .startsWith("table book of ")
                .isEqualTo(JdbcConnector.builder(database.url())
                        .table("book")
                        .key("title")
                        .build()
                        .description())
                .doesNotContain("hunter2")
                .doesNotContain("?");
    }

    static Map<String, SourceDocument> read(Connector connector) {
        Map<String, SourceDocument> read = new TreeMap<>();
        connector.read(document -> assertThat(read.put(document.id(), document)).isNull());
        return read;
    }

    private static SourceDocument one(Map<String, SourceDocument> read, String id) {
        return requireNonNull(read.get(id), id);
    }

    static String text(SourceDocument document) throws IOException {
        try (InputStream in = document.open()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Where the real data is. */
    static final class TestData {

        private TestData() {}

        static Path chinook() {
            String root = System.getProperty("llmops.testdata", "");
            assumeFalse(root.isBlank(), "no real data: set -Dllmops.testdata");
            return Path.of(root, "sql-chinook", "Chinook_Sqlite.sql");
        }
    }
}
