package io.llmops.jdbc;

import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.ExperimentRun;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.eval.Rating;
import io.llmops.api.exception.NotFoundException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Experiments and ratings in a database. Thread-safe. */
final class JdbcExperimentStore implements ExperimentStore {

    private static final String RUNS = "SELECT * FROM experiment_run";

    private final Database database;

    JdbcExperimentStore(Database database) {
        this.database = database;
    }

    /** Reads one row. */
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    @Override
    public void begin(ExperimentRun run) {
        database.write(c -> {
            try (PreparedStatement s =
                    c.prepareStatement("INSERT INTO experiment_run (id, name, dataset, subjects, repeats,"
                            + " started_s, started_n) VALUES (?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING")) {
                new Columns(s)
                        .text(run.id())
                        .text(run.name())
                        .text(run.dataset())
                        .text(ExperimentJson.subjects(run.subjects()))
                        .number(run.repeats())
                        .instant(run.startedAt());
                return s.executeUpdate();
            }
        });
    }

    @Override
    public Optional<ExperimentRun> run(String id) {
        return list(RUNS + " WHERE id = ?", id, JdbcExperimentStore::run).stream()
                .findFirst();
    }

    @Override
    public List<ExperimentRun> runs() {
        return list(RUNS + " ORDER BY started_s DESC, started_n DESC, seq DESC", null, JdbcExperimentStore::run);
    }

    @Override
    public void append(String run, List<ExperimentRow> rows) {
        database.write(c -> {
            checkRun(c, run);
            try (PreparedStatement s = c.prepareStatement(
                    "INSERT INTO experiment_row (run, example, subject, repetition,"
                            + " output, scores, error) VALUES (?,?,?,?,?,?,?) ON CONFLICT (run, example, subject, repetition)"
                            + " DO UPDATE SET output = excluded.output, scores = excluded.scores, error = excluded.error")) {
                for (ExperimentRow row : rows) {
                    new Columns(s)
                            .text(run)
                            .text(row.example())
                            .text(row.subject())
                            .number(row.repeat())
                            .text(row.text())
                            .text(ExperimentJson.scores(row.scores()))
                            .text(row.error());
                    s.addBatch();
                }
                s.executeBatch();
            }
            return true;
        });
    }

    @Override
    public List<ExperimentRow> rows(String run) {
        return list(
                "SELECT * FROM experiment_row WHERE run = ? ORDER BY seq",
                run,
                r -> new ExperimentRow(
                        r.getString("example"),
                        r.getString("subject"),
                        r.getInt("repetition"),
                        r.getString("output"),
                        ExperimentJson.scores(r.getString("scores")),
                        r.getString("error")));
    }

    @Override
    public void rate(String run, Rating rating) {
        database.write(c -> {
            checkRun(c, run);
            try (PreparedStatement s = c.prepareStatement("INSERT INTO rating (run, example, subject, repetition, good,"
                    + " remark, rated_s, rated_n) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (run, example, subject, repetition)"
                    + " DO UPDATE SET good = excluded.good, remark = excluded.remark, rated_s = excluded.rated_s,"
                    + " rated_n = excluded.rated_n")) {
                new Columns(s)
                        .text(run)
                        .text(rating.example())
                        .text(rating.subject())
                        .number(rating.repeat())
                        .number(rating.good() ? 1 : 0)
                        .text(rating.comment())
                        .instant(rating.ratedAt());
                return s.executeUpdate();
            }
        });
    }

    @Override
    public List<Rating> ratings(String run) {
        return list(
                "SELECT * FROM rating WHERE run = ? ORDER BY seq",
                run,
                r -> new Rating(
                        r.getString("example"),
                        r.getString("subject"),
                        r.getInt("repetition"),
                        r.getInt("good") == 1,
                        r.getString("remark"),
                        Columns.instant(r, "rated_s", "rated_n")));
    }

    @Override
    public void close() {
        database.close();
    }

    private <T> List<T> list(String sql, @Nullable String parameter, Reader<T> reader) {
        return database.read(c -> {
            List<T> all = new ArrayList<>();
            try (PreparedStatement s = c.prepareStatement(sql)) {
                if (parameter != null) {
                    s.setString(1, parameter);
                }
                try (ResultSet rows = s.executeQuery()) {
                    while (rows.next()) {
                        all.add(reader.read(rows));
                    }
                }
            }
            return all;
        });
    }

    private static void checkRun(Connection c, String run) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT 1 FROM experiment_run WHERE id = ?")) {
            s.setString(1, run);
            try (ResultSet rows = s.executeQuery()) {
                if (!rows.next()) {
                    throw new NotFoundException("there is no experiment run '" + run + "': begin it first");
                }
            }
        }
    }

    private static ExperimentRun run(ResultSet r) throws SQLException {
        return new ExperimentRun(
                r.getString("id"),
                r.getString("name"),
                r.getString("dataset"),
                ExperimentJson.subjects(r.getString("subjects")),
                r.getInt("repeats"),
                Columns.instant(r, "started_s", "started_n"));
    }
}
