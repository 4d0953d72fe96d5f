package io.llmops.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.llmops.api.exception.DocumentException;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Passage;
import io.llmops.rag.ingest.SyncFailure;
import io.llmops.rag.ingest.SyncReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeBaseSyncTest extends KnowledgeBaseFixture {

    private final FakeSource source = new FakeSource();

    private KnowledgeBaseBuilder base() {
        return KnowledgeBase.builder(host)
                .name("handbook")
                .directory(directory.resolve("index"))
                .embedding("fake/hash")
                .source(source);
    }

    @Test
    void should_take_in_every_document_of_an_empty_index() {
        source.with("leave.txt", "Up to five days carry over.").with("pay.txt", "工资在每月十日发放。");
        KnowledgeBase kb = base().build();

        SyncReport report = kb.sync();

        assertThat(report).hasToString("2 added, 0 replaced, 0 removed, 0 unchanged, 0 failed");
        assertThat(report.chunks()).isEqualTo(2);
        assertThat(kb.size()).isEqualTo(2);
        assertThat(kb.documents()).containsExactly("leave.txt", "pay.txt");
        assertThat(kb.check()).isEmpty();
    }

    @Test
    void should_neither_open_nor_embed_unchanged_documents_on_a_second_sync() {
        source.with("leave.txt", "Up to five days carry over.").with("pay.txt", "Pay day is the tenth.");
        KnowledgeBase kb = base().build();
        kb.sync();
        source.opened.clear();
        host.embedding.texts.clear();

        assertThat(kb.sync()).hasToString("0 added, 0 replaced, 0 removed, 2 unchanged, 0 failed");

        assertThat(source.opened).isEmpty();
        assertThat(host.embedding.texts).isEmpty();
    }

    @Test
    void should_replace_what_changed_and_remove_what_is_gone() {
        source.with("a.txt", "Alpha holds.").with("b.txt", "Beta holds.").with("c.txt", "Gamma holds.");
        KnowledgeBase kb = base().build();
        kb.sync();
        source.documents.remove("a.txt");
        source.with("b.txt", "Delta now. It is new.").with("d.txt", "Epsilon.");

        assertThat(kb.sync()).hasToString("1 added, 1 replaced, 1 removed, 1 unchanged, 0 failed");

        assertThat(kb.documents()).containsExactly("b.txt", "c.txt", "d.txt");
        assertThat(texts(kb, "Beta Alpha")).noneMatch(text -> text.contains("Beta") || text.contains("Alpha"));
        assertThat(texts(kb, "Delta now, is it new?")).first().isEqualTo("Delta now. It is new.");
    }

    @Test
    void should_cut_anew_when_the_chunk_size_changes() {
        source.with("a.txt", "The first sentence stands here. The second sentence stands here, too.");
        try (KnowledgeBase kb = base().build()) {
            kb.sync();
            assertThat(kb.size()).isEqualTo(1);
        }
        KnowledgeBase finer = base().chunkSize(45).chunkOverlap(0).build();

        assertThat(finer.sync().replaced()).isEqualTo(1);
        assertThat(finer.size()).isEqualTo(2);
        assertThat(finer.sync().unchanged()).isEqualTo(1);
    }

    @Test
    void should_report_a_bad_document_and_go_on_with_the_others() {
        source.with("a.txt", "encrypted")
                .with("b.txt", "defect")
                .with("c.txt", "missing library")
                .with("d.txt", "gone")
                .with("e.txt", "   ")
                .with("f.xyz", "Unknown kind.")
                .with("g.txt", "Good text.");
        KnowledgeBase kb = base().build();

        SyncReport report = kb.sync();

        assertThat(report.added()).isEqualTo(1);
        assertThat(report.failed())
                .extracting(SyncFailure::document, SyncFailure::code)
                .containsExactly(
                        tuple("a.txt", DocumentException.CODE),
                        tuple("b.txt", SyncFailure.READER_FAILED),
                        tuple("c.txt", SyncFailure.READER_FAILED),
                        tuple("d.txt", SyncFailure.UNREADABLE),
                        tuple("e.txt", SyncFailure.NO_TEXT),
                        tuple("f.xyz", SyncFailure.NO_READER));
        assertThat(report.toString())
                .startsWith("1 added, 0 replaced, 0 removed, 0 unchanged, 6 failed"
                        + " (a.txt: it is encrypted: remove its password; b.txt: ")
                .endsWith("; and 3 more)")
                .doesNotContain("secret");
    }

    @Test
    void should_keep_the_old_chunks_of_a_document_that_fails_and_try_it_again() {
        source.with("a.txt", "Alpha holds.");
        KnowledgeBase kb = base().build();
        kb.sync();
        source.with("a.txt", "encrypted");

        assertThat(kb.sync().failed()).hasSize(1);
        assertThat(texts(kb, "Alpha")).containsExactly("Alpha holds.");
        assertThat(kb.sync().failed()).hasSize(1);

        source.with("a.txt", "Omega holds.");
        assertThat(kb.sync().replaced()).isEqualTo(1);
        assertThat(texts(kb, "Omega")).containsExactly("Omega holds.");
    }

    @Test
    void should_only_report_when_every_document_fails() {
        source.with("a.txt", "encrypted").with("b.txt", "defect");
        KnowledgeBase kb = base().build();

        assertThat(kb.sync().failed()).hasSize(2);
        assertThat(kb.size()).isZero();
        assertThat(kb.retrieve(KnowledgeQuery.of("Anything?")).hit()).isFalse();
    }

    @Test
    void should_be_empty_after_the_sync_of_an_empty_source() {
        KnowledgeBase kb = base().build();

        assertThat(kb.sync()).hasToString("0 added, 0 replaced, 0 removed, 0 unchanged, 0 failed");
        assertThat(kb.retrieve(KnowledgeQuery.of("有什么？")).passages()).isEmpty();
    }

    @Test
    void should_remove_nothing_when_the_source_fails() {
        source.with("a.txt", "Alpha.").with("b.txt", "Beta.");
        KnowledgeBase kb = base().build();
        kb.sync();
        source.failAfter = 1;

        assertThatThrownBy(kb::sync).isInstanceOf(DocumentException.class).hasMessage("the disk is gone");
        assertThat(kb.documents()).containsExactly("a.txt", "b.txt");
    }

    @Test
    void should_take_the_first_of_two_documents_with_one_id() {
        FakeSource other = new FakeSource().with("a.txt", "From the other source.");
        source.with("a.txt", "From the first source.");
        KnowledgeBase kb = base().source(other).build();

        SyncReport report = kb.sync();

        assertThat(report.failed()).extracting(SyncFailure::code).containsExactly(SyncFailure.DUPLICATE_ID);
        assertThat(texts(kb, "source")).containsExactly("From the first source.");
        assertThat(kb.sync().unchanged()).isEqualTo(1);
    }

    @Test
    void should_let_title_heading_and_source_metadata_travel_to_the_passage() {
        source.metadata = Map.of("owner", "hr");
        source.with(
                "leave.txt", "title=Leave policy\nheading=Carrying over\nUp to five days.\nheading=Sickness\nCall us.");
        KnowledgeBase kb = base().threshold(0).build();
        kb.sync();

        var passage = kb.retrieve(KnowledgeQuery.of("carrying over up to five days"))
                .passages()
                .get(0);

        assertThat(passage.text()).isEqualTo("Up to five days.");
        assertThat(passage.title()).isEqualTo("Leave policy · Carrying over");
        assertThat(passage.metadata()).containsEntry("owner", "hr").containsEntry("heading", "Carrying over");
        assertThat(host.embedding.texts).contains("Leave policy\nCarrying over\nUp to five days.");
    }

    @Test
    void should_keep_chunk_ids_while_a_document_does_not_change() {
        source.with("a.txt", "Alpha holds.");
        KnowledgeBase kb = base().threshold(0).build();
        kb.sync();
        String before =
                kb.retrieve(KnowledgeQuery.of("Alpha")).passages().get(0).id();
        source.with("b.txt", "Beta.");
        kb.sync();

        assertThat(before).startsWith("a.txt#0-");
        assertThat(kb.retrieve(KnowledgeQuery.of("Alpha")).passages().get(0).id())
                .isEqualTo(before);
    }

    @Test
    void should_go_by_words_alone_without_an_embedding_model() {
        source.with("年假.txt", "员工每年有十五天年假，最多可结转五天。").with("pay.txt", "Pay day is the tenth.");
        KnowledgeBase kb = base().embedding("none").build();
        kb.sync();

        assertThat(kb.embedding()).isEmpty();
        assertThat(texts(kb, "年假可以结转几天？")).containsExactly("员工每年有十五天年假，最多可结转五天。");
        assertThat(host.embedding.calls).isEmpty();
    }

    @Test
    void should_find_by_words_a_passage_whose_subject_stands_in_its_heading() {
        source.with("handbook.txt", "heading=Parental leave\nSixteen weeks.\nheading=Salaries\nEach month.")
                .with("pay.txt", "Pay day is the tenth.");
        KnowledgeBase kb = base().embedding("none").build();
        kb.sync();

        assertThat(texts(kb, "How long is parental leave?")).containsExactly("Sixteen weeks.");
    }

    @Test
    void should_take_the_duration_from_the_hosts_clock() {
        source.with("a.txt", "Alpha.");
        SyncReport report = base().build().sync(progress -> host.clock.advance(Duration.ofSeconds(2)));

        assertThat(report.duration()).isPositive().isLessThan(Duration.ofSeconds(10));
    }

    private static List<String> texts(KnowledgeBase kb, String question) {
        return kb.retrieve(KnowledgeQuery.of(question)).passages().stream()
                .map(Passage::text)
                .toList();
    }
}
