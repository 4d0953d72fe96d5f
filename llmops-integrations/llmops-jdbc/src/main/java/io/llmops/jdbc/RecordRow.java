package io.llmops.jdbc;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** A record as a row: columns for what is asked for, one JSON document for what is only shown. */
final class RecordRow {

    static final String INSERT =
            "INSERT INTO call_record (id, started_s, started_n, kind, scenario, tenant, usr, run, outcome,"
                    + " error, prompt_version, model_asked, model_answered, latency_ns, first_token_ns, usage_quality, fresh_input,"
                    + " cache_read, cache_write, output, reasoning, cost_amount, cost_currency, details)"
                    + " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING";

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
                .text(RecordDetails.of(r).toJson());
    }

    static CallRecord read(ResultSet row) throws SQLException {
        RecordDetails details = RecordDetails.parse(row.getString("details"));
        CallRecord.Builder record = CallRecord.builder(
                        row.getString("id"),
                        Columns.instant(row, "started_s", "started_n"),
                        CallKind.valueOf(row.getString("kind")),
                        row.getString("scenario"))
                .context(context(row, details))
                .outcome(Outcome.valueOf(row.getString("outcome")))
                .error(row.getString("error"))
                .promptVersion(row.getString("prompt_version"))
                .modelAsked(row.getString("model_asked"))
                .modelAnswered(row.getString("model_answered"))
                .latency(Duration.ofNanos(row.getLong("latency_ns")))
                .usage(usage(row))
                .attempts(details.attempts())
                .knowledge(details.knowledge())
                .tools(details.tools())
                .wordMatches(details.wordMatches())
                .errorClass(details.errorClass())
                .finishReason(details.finishReason())
                .degraded(details.degraded() != null && details.degraded())
                .fingerprints(details.questionFingerprint(), details.answerFingerprint())
                .content(details.content());
        long firstToken = row.getLong("first_token_ns");
        if (!row.wasNull()) {
            record.timeToFirstToken(Duration.ofNanos(firstToken));
        }
        String amount = row.getString("cost_amount");
        return record.cost(amount == null ? null : Money.of(amount, row.getString("cost_currency")))
                .build();
    }

    private static CallContext context(ResultSet row, RecordDetails details) throws SQLException {
        String tenant = row.getString("tenant");
        String user = row.getString("usr");
        String run = row.getString("run");
        CallContext context = tenant == null ? CallContext.empty() : CallContext.tenant(tenant);
        context = user == null ? context : context.user(user);
        context = run == null ? context : context.run(run);
        context = details.groups().isEmpty()
                ? context
                : context.groups(details.groups().toArray(String[]::new));
        for (var tag : details.tags().entrySet()) {
            context = context.tag(tag.getKey(), tag.getValue());
        }
        return context;
    }

    private static Usage usage(ResultSet row) throws SQLException {
        return Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, row.getLong("fresh_input"))
                .tokens(TokenClass.CACHE_READ, row.getLong("cache_read"))
                .tokens(TokenClass.CACHE_WRITE, row.getLong("cache_write"))
                .tokens(TokenClass.OUTPUT, row.getLong("output"))
                .tokens(TokenClass.REASONING, row.getLong("reasoning"))
                .quality(Usage.Quality.valueOf(row.getString("usage_quality")))
                .build();
    }
}
