package io.llmops.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.guard.SensitiveWords.Action;
import io.llmops.rag.ingest.RefusedDocument;
import io.llmops.rag.ingest.SyncFailure;
import io.llmops.rag.ingest.SyncReport;
import io.llmops.rag.retrieve.RetrievalMode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sensitive words in documents, and documents in quarantine. */
class KnowledgeBaseGuardTest extends KnowledgeBaseFixture {

    private static final SensitiveWords WORDS = SensitiveWords.builder()
            .word("夜莺计划", "project")
            .word("Nightjar", "bird")
            .build()
            .action("project", Action.REFUSE);

    private final FakeSource source = new FakeSource();

    @BeforeEach
    void fillSource() {
        source.with("leave.txt", "Up to five days of leave carry over.")
                .with("birds.txt", "The nightjar sleeps by day; leave it alone.")
                .with("secret.txt", "夜-莺-计划 starts on Monday, leave or not.");
    }

    @Test
    void should_keep_a_document_with_a_refused_word_in_quarantine_and_index_others_masked() {
        KnowledgeBase kb = base().guard(WORDS, RefusedDocument.QUARANTINE).build();
        SyncReport report = kb.sync();
        assertThat(report).hasToString("3 added, 0 replaced, 0 removed, 0 unchanged, 0 failed, 1 in quarantine");
        assertThat(report.quarantined()).containsExactly("secret.txt");
        assertThat(kb.quarantined()).containsExactly("secret.txt");
        assertThat(found(kb, RetrievalMode.KEYWORD)).containsExactlyInAnyOrder("leave.txt", "birds.txt");
        assertThat(found(kb, RetrievalMode.HYBRID)).containsExactlyInAnyOrder("leave.txt", "birds.txt");
        assertThat(found(kb, RetrievalMode.VECTOR)).containsExactlyInAnyOrder("leave.txt", "birds.txt");
        assertThat(kb.retrieve(KnowledgeQuery.of("sleeps by day")).passages())
                .extracting(Passage::text)
                .anyMatch(text -> text.startsWith("The ******** sleeps"));
    }

    @Test
    void should_leave_a_record_of_each_document_with_words() {
        base().guard(WORDS, RefusedDocument.QUARANTINE).build().sync();
        assertThat(host.records)
                .extracting(CallRecord::kind, CallRecord::scenario, CallRecord::outcome)
                .containsExactly(
                        tuple(CallKind.INGEST, "handbook", Outcome.OK),
                        tuple(CallKind.INGEST, "handbook", Outcome.REFUSED_GUARD));
        WordMatch match = host.records.get(1).wordMatches().get(0);
        assertThat(match.word()).isEqualTo("夜莺计划");
        assertThat(match.stage()).isEqualTo(WordMatch.Stage.INGEST);
        assertThat(match.source()).contains("secret.txt");
        assertThat(match.position()).isZero();
    }

    @Test
    void should_reject_a_document_and_go_on_with_what_the_index_has_of_it() {
        source.with("secret.txt", "All about leave.");
        KnowledgeBase kb = base().guard(WORDS, RefusedDocument.REJECT).build();
        kb.sync();
        source.with("secret.txt", "All about 夜莺计划.");
        SyncReport report = kb.sync();
        assertThat(report.failed())
                .extracting(SyncFailure::document, SyncFailure::code)
                .containsExactly(tuple("secret.txt", SyncFailure.REFUSED_WORDS));
        assertThat(kb.quarantined()).isEmpty();
        assertThat(kb.retrieve(KnowledgeQuery.of("all about leave")).passages())
                .extracting(Passage::text)
                .contains("All about leave.");
    }

    @Test
    void should_find_a_document_again_once_it_is_released_and_not_before() {
        KnowledgeBase kb = base().build();
        kb.sync();
        kb.quarantine("leave.txt");
        assertThat(found(kb, RetrievalMode.KEYWORD)).doesNotContain("leave.txt").hasSize(2);
        source.with("leave.txt", "Up to six days of leave carry over.");
        kb.sync();
        assertThat(found(kb, RetrievalMode.HYBRID)).doesNotContain("leave.txt").hasSize(2);
        kb.release("leave.txt");
        assertThat(found(kb, RetrievalMode.KEYWORD)).contains("leave.txt").hasSize(3);
        assertThatThrownBy(() -> kb.quarantine("other.txt"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("other.txt");
    }

    @Test
    void should_remember_quarantine_in_the_index_and_show_it_to_readers_at_once() {
        try (KnowledgeBase kb = base().build()) {
            kb.sync();
            kb.quarantine("leave.txt");
            kb.quarantine("secret.txt");
            KnowledgeBase reader = base().readOnly().build();
            assertThat(found(reader, RetrievalMode.KEYWORD)).containsExactly("birds.txt");
            kb.release("secret.txt");
            assertThat(found(reader, RetrievalMode.KEYWORD)).containsExactlyInAnyOrder("birds.txt", "secret.txt");
            assertThatThrownBy(() -> reader.release("leave.txt")).isInstanceOf(IllegalStateException.class);
        }
        assertThat(base().build().quarantined()).containsExactly("leave.txt");
    }

    @Test
    void should_forget_quarantine_of_a_document_that_is_gone() {
        KnowledgeBase kb = base().build();
        kb.sync();
        kb.quarantine("leave.txt");
        source.documents.remove("leave.txt");
        kb.sync();
        assertThat(kb.quarantined()).isEmpty();
    }

    private KnowledgeBaseBuilder base() {
        return KnowledgeBase.builder(host)
                .name("handbook")
                .directory(directory.resolve("index"))
                .embedding("fake/hash")
                .source(source);
    }

    private static List<String> found(KnowledgeBase kb, RetrievalMode mode) {
        return kb.mode(mode, 0).retrieve(KnowledgeQuery.of("leave")).passages().stream()
                .map(Passage::document)
                .toList();
    }
}
