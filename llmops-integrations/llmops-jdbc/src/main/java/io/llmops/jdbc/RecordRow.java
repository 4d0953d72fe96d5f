package io.llmops.jdbc;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A record as a row: columns for what is asked for, one JSON document for what is only shown. */
final class RecordRow {

    /** In the order in which {@link #set} writes them and {@link #read} reads them. */
    private static final String COLUMNS = "id, started_s, started_n, kind, scenario, tenant, usr, run, outcome, error,"
            + " prompt_version, model_asked, model_answered, latency_ns, first_token_ns, usage_quality, fresh_input,"
            + " cache_read, cache_write, output, reasoning, cost_amount, cost_currency, error_class, fell_back,"
            + " degraded, question_fp, answer_fp";

    static final String INSERT = "INSERT INTO call_record (" + COLUMNS + ", details) VALUES ("
            + "?,".repeat(COLUMNS.split(",").length) + "?) ON CONFLICT (id) DO NOTHING";

    /** The document is as long as all other columns together, and many times dearer to read. */
    static final String SELECT = "SELECT " + COLUMNS + " FROM call_record";

    static final String SELECT_WHOLE = "SELECT " + COLUMNS + ", details, content FROM call_record"
            + " LEFT JOIN call_content ON call_content.seq = call_record.seq";

    private RecordRow() {}

    static void set(CallRecord r, Columns columns) throws SQLException {
        columns.text(r.id())
                .instant(r.startedAt())
                .text(r.kind().name())
                .text(r.scenario())
                .text(r.context().tenant().orElse(null))
                .text(r.context().user().orElse(null))
                .text(r.context().run().orElse(null))
                .text(r.outcome().name())
                .text(r.error().orElse(null))
                .text(r.promptVersion().orElse(null))
                .text(r.modelAsked().orElse(null))
                .text(r.modelAnswered().orElse(null))
                .nanos(r.latency())
                .nanos(r.timeToFirstToken().orElse(null))
                .text(r.usage().quality().name());
        for (TokenClass c : TokenClass.values()) {
            columns.number(r.usage().tokens(c));
        }
        columns.text(r.cost().map(m -> m.amount().toString()).orElse(null))
                .text(r.cost().map(Money::currency).orElse(null))
                .text(r.errorClass().map(Enum::name).orElse(null))
                .number(r.fellBack() ? 1 : 0)
                .number(r.degraded() ? 1 : 0)
                .text(r.questionFingerprint().orElse(null))
                .text(r.answerFingerprint().orElse(null))
                .text(RecordDetails.of(r).toJson());
    }

    /** A record of a row of {@link #SELECT}. */
    static CallRecord read(ResultSet row) throws SQLException {
        return columns(new Row(row), null).build();
    }

    /** A record of a row of {@link #SELECT_WHOLE}. */
    static CallRecord readWhole(ResultSet resultSet) throws SQLException {
        RecordDetails details = RecordDetails.parse(resultSet.getString("details"));
        String content = resultSet.getString("content");
        return columns(new Row(resultSet), details)
                .attempts(details.attempts())
                .knowledge(details.knowledge())
                .tools(details.tools())
                .wordMatches(details.wordMatches())
                .finishReason(details.finishReason())
                .content(content == null ? null : RecordDetails.content(content))
                .build();
    }

    private static CallRecord.Builder columns(Row row, @Nullable RecordDetails details) throws SQLException {
        CallRecord.Builder record = CallRecord.builder(
                row.text(),
                Instant.ofEpochSecond(row.number(), row.number()),
                CallKind.valueOf(row.text()),
                row.text());
        record.context(context(row.nullable(), row.nullable(), row.nullable(), details))
                .outcome(Outcome.valueOf(row.text()))
                .error(row.nullable())
                .promptVersion(row.nullable())
                .modelAsked(row.nullable())
                .modelAnswered(row.nullable())
                .latency(Duration.ofNanos(row.number()));
        long firstToken = row.number();
        record.timeToFirstToken(row.wasNull() ? null : Duration.ofNanos(firstToken));
        record.usage(usage(row));
        String amount = row.nullable();
        String currency = row.nullable();
        record.cost(amount == null || currency == null ? null : Money.of(amount, currency));
        String errorClass = row.nullable();
        return record.errorClass(errorClass == null ? null : ErrorClass.valueOf(errorClass))
                .fellBack(row.number() == 1)
                .degraded(row.number() == 1)
                .fingerprints(row.nullable(), row.nullable());
    }

    private static CallContext context(
            @Nullable String tenant, @Nullable String user, @Nullable String run, @Nullable RecordDetails details) {
        CallContext context = tenant == null ? CallContext.empty() : CallContext.tenant(tenant);
        context = user == null ? context : context.user(user);
        context = run == null ? context : context.run(run);
        if (details == null) {
            return context;
        }
        context = details.groups().isEmpty()
                ? context
                : context.groups(details.groups().toArray(String[]::new));
        for (var tag : details.tags().entrySet()) {
            context = context.tag(tag.getKey(), tag.getValue());
        }
        return context;
    }

    private static Usage usage(Row row) throws SQLException {
        Usage.Builder usage = Usage.builder().quality(Usage.Quality.valueOf(row.text()));
        for (TokenClass c : TokenClass.values()) {
            usage.tokens(c, row.number());
        }
        return usage.build();
    }
}
