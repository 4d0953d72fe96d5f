package io.llmops.jdbc.connect;

import static java.util.Objects.requireNonNull;

import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.Connector;
import io.llmops.api.connect.DocumentMetadata;
import io.llmops.api.connect.SourceDocument;
import io.llmops.core.prompt.PromptTemplate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, view or query, each a document of plain text.
 *
 * <pre>{@code
 * JdbcConnector tracks = JdbcConnector.builder("jdbc:postgresql://db/shop").user("reader").password(secret)
 *         .table("track").key("track_id")
 *         .template("{{name}}{{#composer}}, composed by {{composer}}{{/composer}}")
 *         .metadata("genre", "genre_id")
 *         .build();
 * }</pre>
 *
 * <p>The id is the table's name and the key: {@code track/17}. The version is a hash of text and metadata, so that a row
 * changes when its document does and not when some other column does. NULL is an empty text, in which a section of the
 * template is left out; binary values have no text.
 *
 * <p>Names are looked for exactly as given and else without regard to case, and quoted as the database quotes. Connections
 * only read; each is opened for one listing and closed after it. The text of the last {@value #TEXT_BYTES} bytes of rows is
 * kept while they are listed; a row that is opened later than that is fetched again. Thread-safe.
 *
 * <p>Proven on SQLite and PostgreSQL; other databases are read by standard SQL.
 */
public final class JdbcConnector implements Connector {

    /** Rows that are looked at again by {@link #changes}, unless another number is set: {@value}. */
    public static final int DEFAULT_OVERLAP = 256;

    /** Text that is kept of rows that were handed over and perhaps not opened yet, in bytes: {@value} (16 MiB). */
    static final int TEXT_BYTES = 16 << 20;

    private final Rows rows;
    private final int overlap;

    private JdbcConnector(Builder b, Rows rows) {
        this.rows = rows;
        this.overlap = b.overlap;
    }

    /**
     * A builder for the database of a URL.
     *
     * @param url of JDBC, whose driver is on the class path. What it says of user and password is shown nowhere
     * @throws IllegalArgumentException if it does not begin with {@code jdbc:}; the message does not repeat it
     */
    public static Builder builder(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("the URL must begin with jdbc:");
        }
        return new Builder(url, null, "");
    }

    /**
     * A builder for the database of a data source, such as a pool; the caller closes it.
     *
     * @param name of the database, by which the source is known again; part of {@link #description()}
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public static Builder builder(DataSource source, String name) {
        return new Builder("", requireNonNull(source, "source"), notBlank(name, "name"));
    }

    @Override
    public String description() {
        return rows.description();
    }

    /**
     * Hands over every row, in no order, as one statement sees them.
     *
     * @throws io.llmops.api.exception.DocumentException if the database cannot be read, or a key is NULL
     * @throws io.llmops.api.exception.ConfigurationException if there is no such table or column; it lists the columns
     */
    @Override
    public void read(Consumer<SourceDocument> visitor) {
        RecentTexts texts = new RecentTexts(TEXT_BYTES);
        rows.all(document -> {
            texts.keep(document);
            visitor.accept(document);
        });
    }

    /**
     * The rows that are added, for a table whose keys grow and whose rows never change. See {@link #changes(String)}.
     *
     * @return a connector of its own, which the caller closes
     */
    public ChangeConnector changes() {
        return new JdbcChanges(rows, null, overlap);
    }

    /**
     * The rows that are added or changed, for a table with a column that grows with every change, such as a time or a
     * counter. A row that {@link Builder#deleted} marks is removed. A row that is deleted from the table is not seen:
     * mark rows, or read the whole table now and then.
     *
     * <p>Rows come in the order of the column and, where several have one value, of their keys, up to 500 a batch; an index
     * on both makes that fast. The last rows ({@link Builder#overlap}) are looked at again each time: one that appears
     * among them later, because its transaction ended late or several changes fell into one tick of the clock, is handed
     * over, and one that was handed over as it is, is not. The database is asked once a second while it is waited for.
     *
     * @param column never NULL; a number, text or time
     * @return a connector of its own, which the caller closes. Its ids and versions are those of {@link #read}
     */
    public ChangeConnector changes(String column) {
        return new JdbcChanges(rows, notBlank(column, "column"), overlap);
    }

    private static String notBlank(String value, String name) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        return value;
    }

    /** Collects what a connector needs. Not thread-safe. */
    public static final class Builder {

        private final String url;
        private final @Nullable DataSource source;
        private final String place;
        private final Map<String, String> metadata = new TreeMap<>();
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable String name;
        private @Nullable String query;
        private List<String> keys = List.of();
        private @Nullable PromptTemplate template;
        private @Nullable String version;
        private @Nullable String deleted;
        private ZoneId zone = ZoneOffset.UTC;
        private int overlap = DEFAULT_OVERLAP;

        private Builder(String url, @Nullable DataSource source, String place) {
            this.url = url;
            this.source = source;
            this.place = place;
        }

        /** Who logs in; by default whom the URL names. */
        public Builder user(String user) {
            this.user = requireNonNull(user, "user");
            return this;
        }

        /** The password of the user; by default what the URL says. */
        public Builder password(String password) {
            this.password = requireNonNull(password, "password");
            return this;
        }

        /**
         * Reads a table or view.
         *
         * @param table its name, which may have a schema before a full stop
         * @throws IllegalArgumentException if it is blank
         */
        public Builder table(String table) {
            this.name = notBlank(table, "table");
            this.query = null;
            return this;
        }

        /**
         * Reads what a query gives. It is run as it is, so that it must not be made of what others wrote.
         *
         * @param name ids begin with it
         * @param sql one SELECT, without a semicolon at its end; its columns have names that differ
         * @throws IllegalArgumentException if one of both is blank
         */
        public Builder query(String name, String sql) {
            this.name = notBlank(name, "name");
            this.query = notBlank(sql, "sql");
            return this;
        }

        /**
         * Columns that together tell a row from every other and never change or are NULL; required.
         *
         * @throws IllegalArgumentException if there are none, or one is blank
         */
        public Builder key(String... columns) {
            this.keys = List.of(columns);
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("key needs at least one column");
            }
            keys.forEach(column -> notBlank(column, "column"));
            return this;
        }

        /**
         * The text of a document, as a {@link PromptTemplate} whose variables are columns. By default a line {@code column:
         * value} for each column that has a text.
         *
         * @throws io.llmops.api.exception.PromptException if its syntax is wrong
         */
        public Builder template(String template) {
            this.template = PromptTemplate.parse(template);
            return this;
        }

        /**
         * Adds metadata that a column holds; rows in which it is NULL go without. Of the keys of {@link DocumentMetadata},
         * {@code source_time} and {@code valid_until} need a time.
         *
         * @throws IllegalArgumentException if one of both is blank
         */
        public Builder metadata(String key, String column) {
            metadata.put(notBlank(key, "key"), notBlank(column, "column"));
            return this;
        }

        /**
         * A column whose value changes whenever the document does, in place of a hash. A template or metadata that change
         * have no effect then on rows that do not.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder version(String column) {
            this.version = notBlank(column, "column");
            return this;
        }

        /**
         * A column that marks rows as deleted: with a time, true, or any text or number but NULL, 0, false, f, no and n.
         * None by default.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder deleted(String column) {
            this.deleted = notBlank(column, "column");
            return this;
        }

        /** Time zone of times that are kept without one, UTC by default. */
        public Builder zone(ZoneId zone) {
            this.zone = requireNonNull(zone, "zone");
            return this;
        }

        /**
         * How many of the last rows {@link JdbcConnector#changes} looks at again, {@value #DEFAULT_OVERLAP} by default: as
         * many as may be written while one transaction takes, or share one value of the column of changes.
         *
         * @throws IllegalArgumentException if it is not in 1..10000
         */
        public Builder overlap(int rows) {
            if (rows < 1 || rows > 10_000) {
                throw new IllegalArgumentException("overlap must be in 1..10000: " + rows);
            }
            this.overlap = rows;
            return this;
        }

        /**
         * The connector. The database is not asked yet.
         *
         * @throws IllegalStateException if table and query, or the key, are missing
         */
        public JdbcConnector build() {
            if (name == null || keys.isEmpty()) {
                throw new IllegalStateException("a connector needs table(...) or query(...), and key(...)");
            }
            Origin origin = source == null ? Origin.of(url, user, password) : Origin.of(source, place);
            RowSettings settings = new RowSettings(keys, template, new TreeMap<>(metadata), version, deleted, zone);
            return new JdbcConnector(this, new Rows(origin, name, query, settings));
        }
    }
}
