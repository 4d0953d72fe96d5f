package io.llmops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.api.ledger.PassageUse;
import io.llmops.jdbc.JdbcStoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code llmops report knowledge} as a person calls it. */
class KnowledgeReportCommandTest {

    private final Path directory;
    private final Path index;
    private final Path ledger;
    private String out = "";
    private String err = "";

    KnowledgeReportCommandTest(@TempDir Path directory) {
        this.directory = directory;
        this.index = directory.resolve("员工手册");
        this.ledger = directory.resolve("账本.db");
    }

    @BeforeEach
    void ingest() throws IOException {
        Path docs = Files.createDirectories(directory.resolve("docs"));
        Files.writeString(docs.resolve("年假.md"), "# 年假\n\n年假最多可以结转五天。\n");
        Files.writeString(docs.resolve("pay.md"), "# Pay\n\nPay day is the tenth of the month.\n");
        assertThat(run("ingest", "--knowledge", index.toString(), "--from", docs.toString(), "--embedding", "none"))
                .as(err)
                .isZero();
        Instant now = Instant.now();
        try (LedgerStore store = new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + ledger)) {
            store.append(List.of(
                    CallRecord.builder("1", now.minus(Duration.ofMinutes(5)), CallKind.CHAT, "qa")
                            .knowledge(new KnowledgeUse(
                                    "员工手册", true, 0.9, List.of(new PassageUse("年假.md", "年假.md#0", 0.9, true))))
                            .build(),
                    CallRecord.builder("2", now.minus(Duration.ofMinutes(4)), CallKind.CHAT, "qa")
                            .knowledge(new KnowledgeUse("员工手册", false, 0.1, List.of()))
                            .build()));
        }
    }

    @Test
    void should_tell_what_the_knowledge_base_finds_and_what_became_of_peoples_questions() throws IOException {
        Path questions = directory.resolve("questions.csv");
        Files.writeString(questions, "question,document\n年假可以结转几天？,年假.md\nWhen is pay day?,pay.md\n");
        assertThat(report("--store", ledger.toString(), "--questions", questions.toString()))
                .as(err)
                .isZero();
        assertThat(out)
                .contains("员工手册", "2 documents, 2 chunks", "hit@1", "100.0% (2 of 2)")
                .contains("hit rate      50.0% (1 of 2)", "dead          1 documents: pay.md", "unanswered");
    }

    @Test
    void should_save_by_date_and_compare_with_the_report_before() throws IOException {
        Path reports = directory.resolve("quality");
        assertThat(report("--save", reports.toString())).as(err).isZero();
        assertThat(err).contains("No ledger");
        Path saved = onlyFile(reports);
        String today = Files.readString(saved);
        String day = saved.getFileName().toString().replaceAll(".*(\\d{4}-\\d{2}-\\d{2}).*", "$1");
        Files.writeString(
                reports.resolve("员工手册-2026-01-05.json"),
                today.replace(day + "T", "2026-01-05T").replace("\"chunks\" : 2", "\"chunks\" : 3"));
        assertThat(report("--save", reports.toString())).as(err).isZero();
        assertThat(out).contains("since 2026-01-05", "3 chunks -> 2 documents, 2 chunks", "Saved: ");
    }

    @Test
    void should_name_usual_mistakes_in_one_line() {
        assertThat(report("--questions", directory.resolve("none.csv").toString()))
                .isNotZero();
        assertThat(err).contains("--questions: there is no file").doesNotContain("\tat ");
        assertThat(report("--generate", "3", "--model", "builtin/extractive")).isNotZero();
        assertThat(err)
                .contains("--generate: builtin/extractive writes no questions")
                .doesNotContain("\tat ");
        assertThat(report("--store", directory.resolve("none.db").toString())).isNotZero();
        assertThat(err).contains("there is no file").doesNotContain("\tat ");
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private int report(String... options) {
        List<String> args = new ArrayList<>(List.of("report", "knowledge", "--knowledge", index.toString()));
        args.addAll(List.of(options));
        return run(args.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        out = run.out();
        err = run.err();
        return run.code();
    }
}
