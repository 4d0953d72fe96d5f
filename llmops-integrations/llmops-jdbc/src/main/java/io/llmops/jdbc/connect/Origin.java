package io.llmops.jdbc.connect;

import io.llmops.api.exception.DocumentException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where the rows are: opens connections that only read, and tells of failures without what is secret. Thread-safe. */
final class Origin {

    private static final String SQLITE = "jdbc:sqlite:";

    private final Opener opener;
    private final String place;

    /** Opens a connection. */
    private interface Opener {
        Connection open() throws SQLException;
    }

    /** Work on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private Origin(Opener opener, String place) {
        this.opener = opener;
        this.place = place;
    }

    static Origin of(DataSource source, String place) {
        return new Origin(source::getConnection, place);
    }

    static Origin of(String url, @Nullable String user, @Nullable String password) {
        Properties settings = new Properties();
        if (user != null) {
            settings.setProperty("user", user);
        }
        if (password != null) {
            settings.setProperty("password", password);
        }
        if (url.startsWith(SQLITE)) {
            settings.setProperty("open_mode", "1"); // read-only: a mistyped name makes no new and empty file
        }
        return new Origin(() -> DriverManager.getConnection(url, settings), place(url));
    }

    /**
     * What a URL names, without what may be a secret: settings after {@code ?} or {@code ;}, and a user before {@code @}. If
     * it cannot be told where the secret ends, the kind of database alone.
     */
    static String place(String url) {
        int scheme = url.indexOf(':', "jdbc:".length());
        String kind = scheme < 0 ? "jdbc" : url.substring("jdbc:".length(), scheme);
        String rest = scheme < 0 ? "" : url.substring(scheme + 1);
        int settings = 0;
        while (settings < rest.length() && rest.charAt(settings) != '?' && rest.charAt(settings) != ';') {
            settings++;
        }
        String head = rest.substring(0, settings);
        boolean unclear = rest.indexOf('@', settings) >= 0 && head.indexOf('@') < 0;
        String shown = unclear ? "" : head.substring(head.lastIndexOf('@') + 1);
        return shown.isEmpty() ? kind : kind + " " + shown;
    }

    String place() {
        return place;
    }

    /**
     * Runs work in one transaction that only reads.
     *
     * @param what is read, for the message
     * @throws DocumentException if the database refuses; what the work itself throws goes through
     */
    <T> T read(String what, Work<T> work) {
        try (Connection connection = opener.open()) {
            onlyReading(connection);
            try {
                return work.on(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    private static void onlyReading(Connection connection) throws SQLException {
        if ("SQLite".equals(connection.getMetaData().getDatabaseProductName())) {
            // Its driver takes the flag of the connection only before it is opened.
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = ON");
            }
        } else {
            connection.setReadOnly(true);
        }
        connection.setAutoCommit(false); // else PostgreSQL's driver takes the whole result into memory
    }

    /** The driver's own message is left out: it may repeat the URL, and with it a password, or values of a row. */
    private DocumentException failure(String what, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String code = state.isEmpty() ? "error " + e.getErrorCode() : "SQLSTATE " + state;
        return new DocumentException(
                what + " cannot be read: the database answers with " + code + "; " + advice(state, e));
    }

    private static String advice(String state, SQLException e) {
        if (state.startsWith("08") || String.valueOf(e.getMessage()).startsWith("No suitable driver")) {
            return "check that it can be reached and that its driver is on the class path";
        }
        return state.startsWith("28")
                ? "check user and password"
                : "check that it is there and that its user may read it";
    }
}
