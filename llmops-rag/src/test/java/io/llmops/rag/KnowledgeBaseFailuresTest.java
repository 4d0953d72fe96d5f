package io.llmops.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.connect.DocumentMetadata;
import io.llmops.api.exception.DocumentException;
import io.llmops.rag.ingest.DeadLetter;
import io.llmops.rag.ingest.SyncFailure;
import io.llmops.rag.ingest.SyncReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents that could not be taken in. */
class KnowledgeBaseFailuresTest extends KnowledgeBaseFixture {

    private final FakeSource source = new FakeSource();
    private final FakeChanges topic = new FakeChanges("topic wiki");

    private KnowledgeBaseBuilder base() {
        return KnowledgeBase.builder(host)
                .name("handbook")
                .directory(directory.resolve("index"))
                .embedding("fake/hash");
    }

    @Test
    void should_keep_failures_with_reason_count_and_times_when_it_is_closed_and_opened_again() {
        source.with("a.txt", "encrypted").with("b.txt", "Beta.");
        Instant first = host.clock.instant();
        try (KnowledgeBase kb = base().source(source).build()) {
            kb.sync();
            host.clock.advance(Duration.ofHours(1));
            kb.sync();
        }
        KnowledgeBase kb = base().source(source).build();

        assertThat(kb.failures())
                .containsExactly(new DeadLetter(
                        new SyncFailure("a.txt", DocumentException.CODE, "it is encrypted: remove its password"),
                        null,
                        2,
                        first,
                        first.plus(Duration.ofHours(1))));
        assertThat(kb.size()).isEqualTo(1);
        assertThat(kb.check()).isEmpty();
        List<String> passages = new ArrayList<>();
        kb.forEachPassage(passage -> passages.add(passage.document()));
        assertThat(passages).containsExactly("b.txt");
    }

    @Test
    void should_keep_failures_also_where_every_document_failed() {
        source.with("a.txt", "encrypted");
        KnowledgeBase kb = base().source(source).build();
        kb.sync();

        assertThat(kb.failures()).extracting(DeadLetter::document).containsExactly("a.txt");
    }

    @Test
    void should_forget_a_failure_when_the_document_can_be_taken_in_or_is_gone_or_is_as_it_was_before() {
        source.with("a.txt", "encrypted")
                .with("b.txt", "encrypted")
                .with("c.txt", "Gamma.")
                .with("d.txt", "Delta.");
        KnowledgeBase kb = base().source(source).build();
        kb.sync();
        source.with("c.txt", "encrypted");
        kb.sync();
        assertThat(kb.failures()).hasSize(3);

        source.with("a.txt", "Alpha.").with("c.txt", "Gamma.");
        source.documents.remove("b.txt");
        kb.sync();

        assertThat(kb.failures()).isEmpty();
        assertThat(kb.documents()).containsExactly("a.txt", "c.txt", "d.txt");
    }

    @Test
    void should_try_failures_again_and_nothing_else() {
        source.with("a.txt", "encrypted").with("b.txt", "Beta.");
        KnowledgeBase kb = base().source(source).build();
        kb.sync();
        source.with("a.txt", "Alpha.").with("b.txt", "Beta again.").with("c.txt", "Gamma.");

        SyncReport report = kb.retryFailures();

        assertThat(report).hasToString("1 added, 0 replaced, 0 removed, 0 unchanged, 0 failed");
        assertThat(kb.documents()).containsExactly("a.txt", "b.txt");
        assertThat(kb.failures()).isEmpty();
    }

    @Test
    void should_try_a_change_again_that_its_source_does_not_tell_again() {
        topic.put("a", "encrypted", Map.of("language", "zh")).put("b", "Beta.");
        try (KnowledgeBase kb = base().source(topic).build()) {
            kb.sync();
            kb.sync();
            assertThat(kb.failures()).singleElement().satisfies(letter -> {
                assertThat(letter.attempts()).isEqualTo(2);
                assertThat(letter.origin()).isEqualTo("topic wiki");
            });
        }
        host.readerKnowsPasswords = true;
        KnowledgeBase kb = base().source(topic).build();

        assertThat(kb.retryFailures().added()).isEqualTo(1);
        assertThat(kb.failures()).isEmpty();
        assertThat(kb.document("a").orElseThrow().origin()).isEqualTo("topic wiki");
        assertThat(kb.check()).isEmpty();
    }

    @Test
    void should_forget_a_change_that_failed_when_a_later_one_can_be_applied_or_removes_the_document() {
        topic.put("a", "encrypted").put("b", "encrypted");
        KnowledgeBase kb = base().source(topic).build();
        kb.sync();
        assertThat(kb.failures()).hasSize(2);
        topic.put("a", "Alpha.").remove("b");
        kb.sync();

        assertThat(kb.failures()).isEmpty();
        assertThat(kb.documents()).containsExactly("a");
    }

    @Test
    void should_keep_the_earlier_content_and_the_failure_of_a_later_change_in_one_batch() {
        topic.put("a", "Alpha.").put("a", "encrypted");
        KnowledgeBase kb = base().source(topic).build();
        kb.sync();

        assertThat(kb.documents()).containsExactly("a");
        assertThat(kb.failures()).extracting(DeadLetter::document).containsExactly("a");
    }

    @Test
    void should_keep_failures_of_a_topic_when_a_folder_beside_it_is_listed() {
        topic.put("a", "encrypted");
        KnowledgeBase kb =
                base().source(topic).source(source.with("b.txt", "Beta.")).build();
        kb.sync();
        kb.sync();

        assertThat(kb.failures()).extracting(DeadLetter::document).containsExactly("a");
    }

    @Test
    void should_report_a_time_that_cannot_be_understood() {
        topic.put("a", "Alpha.", Map.of(DocumentMetadata.VALID_UNTIL, "明年")).put("b", "Beta.");
        KnowledgeBase kb = base().source(topic).build();

        assertThat(kb.sync().failed()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(SyncFailure.BAD_METADATA);
            assertThat(failure.reason()).contains("valid_until");
        });
        assertThat(kb.documents()).containsExactly("b");
    }
}
