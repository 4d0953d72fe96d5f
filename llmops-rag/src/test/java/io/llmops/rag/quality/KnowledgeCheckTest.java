package io.llmops.rag.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.PassageUse;
import io.llmops.core.ledger.InMemoryLedgerStore;
import io.llmops.core.ledger.Ledger;
import io.llmops.core.ledger.Share;
import io.llmops.core.monitor.KnowledgeMonitor;
import io.llmops.core.monitor.KnowledgeUsage;
import io.llmops.rag.FakeHost;
import io.llmops.rag.FakeSource;
import io.llmops.rag.KnowledgeBase;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Path directory;
    private final FakeHost host;
    private KnowledgeBase handbook;

    KnowledgeCheckTest(@TempDir Path directory) {
        this.directory = directory;
        this.host = new FakeHost(directory);
    }

    @BeforeEach
    void sync() {
        FakeSource source = new FakeSource()
                .with("leave.txt", "Up to five days of leave carry over.")
                .with("年假.txt", "年假最多可以结转五天。")
                .with("pay.txt", "Pay day is the tenth.")
                .with("copy.txt", "Pay  day is\nthe tenth.");
        handbook = KnowledgeBase.builder(host)
                .name("handbook")
                .directory(directory.resolve("index"))
                .embedding(KnowledgeBase.NO_EMBEDDING)
                .source(source)
                .build();
        handbook.sync();
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void should_count_hits_by_depth_of_questions_whose_documents_are_known() {
        KnowledgeQuality quality = check().questions(rows(
                        row("How many days of leave carry over?", "leave.txt"),
                        row("年假可以结转几天？", "年假.txt"),
                        row("When is pay day?", "leave.txt"),
                        row("When is pay day, the tenth?", null)))
                .run();
        assertThat(quality.hitAt(1)).hasValue(new Share(2, 3));
        assertThat(quality.hitAt(2)).isEmpty();
        assertThat(quality.questions().answered()).isEqualTo(new Share(4, 4));
        assertThat(quality.questions().missed()).containsExactly("When is pay day?");
        assertThat(quality.content().covered()).isEqualTo(new Share(4, 4));
    }

    @Test
    void should_list_documents_that_no_question_found_and_chunks_with_the_same_text() {
        KnowledgeQuality quality =
                check().questions(rows(row("年假可以结转几天？", "年假.txt"))).run();
        assertThat(quality.content().uncovered()).contains("pay.txt", "copy.txt");
        assertThat(quality.content().duplicates()).hasSize(1);
        assertThat(quality.content().duplicates().get(0)).hasSize(2).allMatch(id -> id.matches("(copy|pay)\\.txt.*"));
        assertThat(quality.size()).isEqualTo(new KnowledgeQuality.Size(4, 4, 0));
    }

    @Test
    void should_have_a_model_make_questions_each_with_the_document_of_its_passage() {
        ScriptedChatModel model = ScriptedChatModel.answering(request -> {
            String text = request.messages().get(1).toString();
            return text.contains("年假")
                    ? ScriptedReply.text("年假可以结转几天？")
                    : text.contains("leave")
                            ? ScriptedReply.text("talk\nand more talk")
                            : ScriptedReply.text("When is pay day?");
        });
        KnowledgeQuality quality = check().generate(model, 10).run();
        assertThat(quality.questions().unmade()).isEqualTo(1);
        assertThat(quality.hitAt(5)).hasValue(new Share(3, 3));
        assertThat(check().generate(model, 2)
                                .seed(3)
                                .run()
                                .questions()
                                .answered()
                                .of()
                        + check().generate(model, 2).seed(3).run().questions().unmade())
                .isEqualTo(2);
    }

    @Test
    void should_take_documents_that_no_model_was_given_for_dead() {
        KnowledgeQuality quality = check().usage(usage("handbook", "pay.txt")).run();
        assertThat(quality.dead()).containsExactly("copy.txt", "leave.txt", "年假.txt");
        assertThat(quality.toString()).contains("dead          3 documents: copy.txt, leave.txt, 年假.txt");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> check().usage(usage("another", "pay.txt")))
                .withMessageContainingAll("another", "handbook");
    }

    @Test
    void should_give_back_what_it_saved_and_tell_what_has_changed_since() {
        Path reports = directory.resolve("quality");
        KnowledgeQuality before = check().clock(Clock.offset(CLOCK, Duration.ofDays(-7)))
                .questions(rows(row("When is pay day?", "leave.txt"), row("年假可以结转几天？", "年假.txt")))
                .usage(usage("handbook", "pay.txt"))
                .run();
        KnowledgeQuality now = check().questions(rows(row("When is pay day?", "pay.txt"), row("年假可以结转几天？", "年假.txt")))
                .usage(usage("handbook", "leave.txt"))
                .run();
        assertThat(before.save(reports)).hasFileName("handbook-2026-11-17.json");
        assertThat(KnowledgeQuality.load(now.save(reports))).isEqualTo(now);
        assertThat(KnowledgeQuality.latest(reports, "handbook", NOW)).hasValue(before);
        assertThat(KnowledgeQuality.latest(reports, "handbook", before.at())).isEmpty();
        assertThat(now.since(before))
                .contains("since 2026-11-17", "hit@5", "50.0% (1 of 2) -> 100.0% (2 of 2), +50.0 points")
                .contains("newly dead    1: pay.txt");
        assertThat(now.since(now)).contains("no change");
    }

    @Test
    void should_say_which_file_is_no_report_and_quote_nothing_of_it() throws Exception {
        Path file = Files.writeString(directory.resolve("handbook-2026-01-01.json"), "{\"secret\": 1}");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> KnowledgeQuality.load(file))
                .withMessageContaining("handbook-2026-01-01.json")
                .withMessageNotContaining("secret");
    }

    @Test
    void should_refuse_a_row_without_a_question() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> check().questions(rows(Example.of(Map.of("text", "x"), null, ""))))
                .withMessageContaining("question");
    }

    private KnowledgeCheck check() {
        return KnowledgeCheck.of(handbook).clock(CLOCK);
    }

    private static KnowledgeUsage usage(String knowledge, String document) {
        InMemoryLedgerStore store = new InMemoryLedgerStore();
        store.append(List.of(CallRecord.builder("1", NOW, CallKind.CHAT, "qa")
                .knowledge(new KnowledgeUse(
                        knowledge, true, 0.9, List.of(new PassageUse(document, document + "#0", 0.9, true))))
                .build()));
        return KnowledgeMonitor.of(Ledger.of(store, CLOCK), knowledge).report();
    }

    private static Example row(String question, @Nullable String document) {
        return Example.of(
                document == null ? Map.of("question", question) : Map.of("question", question, "document", document),
                null,
                "");
    }

    private static Dataset rows(Example... rows) {
        return () -> List.of(rows);
    }
}
