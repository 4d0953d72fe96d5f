package io.llmops.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.RateLimitException;
import io.llmops.api.connect.DocumentMetadata;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.DocumentException;
import io.llmops.rag.index.IndexedDocument;
import io.llmops.rag.ingest.Following;
import io.llmops.rag.ingest.SyncReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sources that tell changes. */
class KnowledgeBaseChangesTest extends KnowledgeBaseFixture {

    private final FakeChanges topic = new FakeChanges("topic wiki");

    private KnowledgeBaseBuilder base() {
        return KnowledgeBase.builder(host)
                .name("wiki")
                .directory(directory.resolve("index"))
                .embedding("fake/hash");
    }

    @Test
    void should_apply_changes_in_their_order_until_the_source_has_no_more() {
        topic.put("a", "Alpha first.")
                .put("b", "第二个文档。")
                .put("a", "Alpha second.")
                .remove("b")
                .put("c", "Gamma.");
        KnowledgeBase kb = base().source(topic).build();

        SyncReport report = kb.sync();

        assertThat(kb.documents()).containsExactly("a", "c");
        assertThat(kb.size()).isEqualTo(2);
        assertThat(report.added()).isEqualTo(2);
        assertThat(topic.durable).last().isEqualTo("5");
        assertThat(kb.check()).isEmpty();
    }

    @Test
    void should_take_out_and_leave_alone_what_it_has_committed_earlier_in_the_same_sync() {
        int many = 450;
        for (int i = 0; i < many; i++) {
            topic.put("d" + i, "Document " + i + ".");
        }
        topic.remove("d0").put("d1", "Document 1.");
        KnowledgeBase kb = base().source(topic).build();

        SyncReport report = kb.sync();

        assertThat(topic.durable).as("commits").hasSizeGreaterThan(1);
        assertThat(kb.documents()).hasSize(many - 1).doesNotContain("d0");
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.unchanged()).isEqualTo(1);
    }

    @Test
    void should_go_on_after_the_position_of_the_last_commit_when_it_is_opened_again() {
        topic.put("a", "Alpha.").put("b", "Beta.");
        try (KnowledgeBase kb = base().source(topic).build()) {
            kb.sync();
        }
        FakeChanges later = new FakeChanges("topic wiki").put("a", "Alpha.").put("b", "Beta.");
        later.put("a", "Alpha again.").remove("b");
        KnowledgeBase kb = base().source(later).build();

        assertThat(kb.sync()).hasToString("0 added, 1 replaced, 1 removed, 0 unchanged, 0 failed");
        assertThat(later.asked.get(0)).isEqualTo("2");
    }

    @Test
    void should_neither_lose_nor_repeat_the_effect_of_a_change_when_the_model_fails_in_the_middle() {
        topic.batch = 100;
        for (int i = 0; i < 600; i++) {
            topic.put("d" + i, "Document number " + i + " speaks of topic" + i + ".");
        }
        host.embedding.failAfter = 2;
        KnowledgeBase kb = base().source(topic).build();
        assertThatThrownBy(kb::sync).isInstanceOf(RateLimitException.class);
        int kept = kb.documents().size();
        assertThat(kept).isBetween(1, 599);
        assertThat(Integer.parseInt(topic.durable.get(topic.durable.size() - 1)))
                .isLessThanOrEqualTo(kept);

        host.embedding.failAfter = Integer.MAX_VALUE;
        SyncReport report = kb.sync();

        assertThat(report.added()).isEqualTo(600 - kept);
        assertThat(report.replaced()).isZero();
        assertThat(kb.size()).isEqualTo(600);
        assertThat(kb.check()).isEmpty();
    }

    @Test
    void should_neither_read_nor_embed_a_change_to_what_the_index_has() {
        topic.put("a", "Alpha.").put("a", "Alpha.");
        KnowledgeBase kb = base().source(topic).build();

        assertThat(kb.sync()).hasToString("1 added, 0 replaced, 0 removed, 1 unchanged, 0 failed");
        assertThat(host.embedding.texts).containsExactly("Alpha.");
    }

    @Test
    void should_keep_documents_of_a_topic_when_a_folder_beside_it_is_listed() {
        topic.put("a", "Alpha.");
        FakeSource folder = new FakeSource().with("b.txt", "Beta.");
        KnowledgeBase kb = base().source(folder).source(topic).build();
        kb.sync();
        folder.documents.clear();

        assertThat(kb.sync().removed()).isEqualTo(1);
        assertThat(kb.documents()).containsExactly("a");
    }

    @Test
    void should_take_out_documents_of_a_former_topic_and_read_it_from_its_beginning_when_it_comes_back() {
        topic.put("a", "Alpha.");
        FakeSource folder = new FakeSource().with("b.txt", "Beta.");
        try (KnowledgeBase kb = base().source(folder).source(topic).build()) {
            kb.sync();
        }
        try (KnowledgeBase kb = base().source(folder).build()) {
            kb.sync();
            assertThat(kb.documents()).containsExactly("b.txt");
        }
        KnowledgeBase again = base().source(folder)
                .source(new FakeChanges("topic wiki").put("a", "Alpha."))
                .build();
        again.sync();
        assertThat(again.documents()).containsExactly("a", "b.txt");
    }

    @Test
    void should_refuse_to_take_out_documents_of_a_former_topic_when_its_source_is_to_be_kept() {
        topic.put("a", "Alpha.");
        FakeSource folder = new FakeSource().with("b.txt", "Beta.");
        try (KnowledgeBase kb = base().source(folder).source(topic).build()) {
            kb.sync();
        }
        KnowledgeBase kb = base().source(folder).keepSource().build();

        assertThatThrownBy(kb::sync).isInstanceOf(ConfigurationException.class).hasMessageContaining("topic wiki");
        assertThat(kb.documents()).contains("a");
    }

    @Test
    void should_refuse_two_topics_of_one_description() {
        assertThatThrownBy(() -> base().source(topic).source(new FakeChanges("topic wiki")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic wiki");
    }

    @Test
    void should_follow_a_topic_until_it_is_closed() throws Exception {
        KnowledgeBase kb = base().source(topic).build();
        Following following = kb.follow(error -> {});
        topic.put("a", "Alpha.").put("b", "Beta.").put("c", "Gamma.");
        topic.awaitDurable("3");
        assertThat(kb.documents()).containsExactly("a", "b", "c");
        topic.remove("b");
        topic.awaitDurable("4");
        assertThat(kb.documents()).containsExactly("a", "c");

        assertThatThrownBy(() -> kb.follow(error -> {})).isInstanceOf(IllegalStateException.class);
        following.close();
        topic.put("d", "Delta.");
        assertThat(kb.sync().added()).isEqualTo(1);
        assertThat(topic.isClosed()).isFalse();
    }

    @Test
    void should_list_other_sources_while_it_follows_a_topic() throws Exception {
        KnowledgeBase kb = base().source(topic)
                .source(new FakeSource().with("b.txt", "Beta."))
                .build();
        try (Following following = kb.follow(error -> {})) {
            topic.put("a", "Alpha.");
            assertThat(kb.sync().added()).isEqualTo(1);
            topic.awaitDurable("1");
            assertThat(following.isClosed()).isFalse();
        }
        assertThat(kb.documents()).containsExactly("a", "b.txt");
    }

    @Test
    void should_tell_an_error_and_go_on_when_the_topic_can_be_read_again() throws Exception {
        topic.fail(1);
        CountDownLatch told = new CountDownLatch(1);
        KnowledgeBase kb = base().source(topic).build();
        try (Following following = kb.follow(error -> {
            assertThat(error).isInstanceOf(DocumentException.class);
            told.countDown();
        })) {
            assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
            topic.put("a", "Alpha.");
            topic.awaitDurable("1");
            assertThat(following.isClosed()).isFalse();
        }
        assertThat(kb.documents()).containsExactly("a");
    }

    @Test
    void should_close_its_topics_and_end_following_with_itself() {
        KnowledgeBase kb = base().source(topic).build();
        Following following = kb.follow(error -> {});

        kb.close();

        assertThat(topic.isClosed()).isTrue();
        assertThat(following.isClosed()).isTrue();
    }

    @Test
    void should_know_when_a_document_was_changed_and_until_when_it_is_valid_and_when_it_was_last_seen() {
        Instant begin = host.clock.instant();
        topic.put(
                "a",
                "Alpha.",
                Map.of(
                        DocumentMetadata.SOURCE_TIME,
                        "2026-01-01T00:00:00Z",
                        DocumentMetadata.VALID_UNTIL,
                        "2027-01-01T00:00:00Z"));
        KnowledgeBase kb = base().source(topic)
                .source(new FakeSource().with("b.txt", "Beta."))
                .build();
        kb.sync();
        host.clock.advance(Duration.ofDays(1));
        kb.sync();

        IndexedDocument told = kb.document("a").orElseThrow();
        assertThat(told.sourceTime()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(told.validUntil()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(told.origin()).isEqualTo("topic wiki");
        assertThat(told.lastSync()).isEqualTo(begin);
        IndexedDocument listed = kb.document("b.txt").orElseThrow();
        assertThat(listed.origin()).isNull();
        assertThat(listed.lastSync()).isEqualTo(begin.plus(Duration.ofDays(1)));
        assertThat(kb.document("c")).isEmpty();
    }
}
