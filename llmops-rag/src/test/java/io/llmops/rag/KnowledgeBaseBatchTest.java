package io.llmops.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.RateLimitException;
import io.llmops.api.exception.LockedException;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.rag.ingest.SyncProgress;
import io.llmops.rag.ingest.SyncReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Batches, crashes, threads: what a sync does with many documents. */
class KnowledgeBaseBatchTest extends KnowledgeBaseFixture {

    private final FakeSource source = new FakeSource();

    private KnowledgeBase base() {
        return KnowledgeBase.builder(host)
                .name("handbook")
                .directory(directory.resolve("index"))
                .embedding("fake/hash")
                .source(source)
                .threshold(0)
                .build();
    }

    private void documents(int count) {
        for (int i = 0; i < count; i++) {
            source.with("d" + i + ".txt", "Document number " + i + " speaks of topic" + i + ".");
        }
    }

    @Test
    void should_embed_across_documents_in_full_batches() {
        documents(600);
        base().sync();

        assertThat(host.embedding.calls).containsExactly(256, 256, 88);
    }

    @Test
    void should_embed_equal_texts_of_a_batch_once() {
        source.with("a.txt", "The same text.").with("b.txt", "The same text.").with("c.txt", "Another text.");
        KnowledgeBase kb = base();
        kb.sync();

        assertThat(host.embedding.texts).containsExactly("The same text.", "Another text.");
        assertThat(kb.size()).isEqualTo(3);
    }

    @Test
    void should_embed_a_document_larger_than_a_batch_in_several_calls() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("Paragraph ")
                    .append(i)
                    .append(' ')
                    .append("word ".repeat(120))
                    .append(".\n\n");
        }
        source.with("large.txt", text.toString());
        KnowledgeBase kb = base();
        kb.sync();

        assertThat(host.embedding.calls).containsExactly(256, 44);
        assertThat(kb.size()).isEqualTo(300);
    }

    @Test
    void should_keep_what_is_committed_and_go_on_from_there_after_a_failure_of_the_model() {
        documents(600);
        host.embedding.failAfter = 2;
        KnowledgeBase kb = base();

        assertThatThrownBy(kb::sync).isInstanceOf(RateLimitException.class).hasMessage("429 from the provider");
        assertThat(kb.documents()).hasSize(512);

        host.embedding.failAfter = Integer.MAX_VALUE;
        assertThat(kb.sync()).hasToString("88 added, 0 replaced, 0 removed, 512 unchanged, 0 failed");
        assertThat(new HashSet<>(host.embedding.texts)).hasSameSizeAs(host.embedding.texts);
        assertThat(kb.check()).isEmpty();
    }

    @Test
    void should_forget_the_uncommitted_part_only_when_something_throws_in_the_middle() {
        documents(600);
        KnowledgeBase kb = base();

        assertThatThrownBy(() -> kb.sync(progress -> {
                    if (progress.current().equals(java.util.Optional.of("d580.txt"))) {
                        throw new IllegalStateException("power cut");
                    }
                }))
                .hasMessage("power cut");
        assertThat(kb.size()).isEqualTo(512);

        kb.close();
        KnowledgeBase again = base();
        assertThat(again.sync().added()).isEqualTo(88);
        assertThat(again.size()).isEqualTo(600);
    }

    @Test
    void should_commit_after_half_a_minute_although_there_are_few_documents() {
        documents(300);
        host.embedding.failAfter = 1;
        KnowledgeBase kb = base();
        StringBuilder first = new StringBuilder();
        for (int i = 0; i < 260; i++) {
            first.append("Paragraph ")
                    .append(i)
                    .append(' ')
                    .append("word ".repeat(120))
                    .append(".\n\n");
        }
        source.documents.clear();
        source.with("large.txt", first.toString()).with("small.txt", "Small.");
        host.embedding.failAfter = 2;

        assertThatThrownBy(() -> kb.sync(progress -> host.clock.advance(Duration.ofSeconds(20))))
                .isInstanceOf(RateLimitException.class);
        assertThat(kb.documents()).containsExactly("large.txt");
    }

    @Test
    void should_tell_how_far_it_is_and_how_long_the_rest_takes() {
        documents(512);
        List<SyncProgress> events = new ArrayList<>();
        base().sync(progress -> {
            events.add(progress);
            host.clock.advance(Duration.ofMillis(100));
        });

        SyncProgress first = events.get(0);
        assertThat(first.current()).contains("d0.txt");
        assertThat(first.total()).hasValue(512);
        assertThat(first.timeLeft()).isEmpty();
        SyncProgress half =
                events.stream().filter(e -> e.done() == 256).findFirst().orElseThrow();
        assertThat(half.documentsPerSecond().orElseThrow()).isBetween(9.0, 11.0);
        assertThat(half.timeLeft().orElseThrow()).isBetween(Duration.ofSeconds(23), Duration.ofSeconds(28));
        assertThat(half.toString()).startsWith("256 of 512 documents, 256 chunks, 10.0 documents/s, ");
        SyncProgress last = events.get(events.size() - 1);
        assertThat(last.done()).isEqualTo(512);
        assertThat(last.timeLeft()).contains(Duration.ZERO);
    }

    @Test
    void should_not_know_the_total_while_the_source_is_being_listed() {
        documents(3);
        List<SyncProgress> events = new ArrayList<>();
        FakeSource slow = source;
        KnowledgeBase kb = KnowledgeBase.builder(host)
                .name("slow")
                .directory(directory.resolve("slow"))
                .embedding("none")
                .source(new io.llmops.api.connect.Connector() {
                    @Override
                    public String description() {
                        return "slow";
                    }

                    @Override
                    public void read(java.util.function.Consumer<io.llmops.api.connect.SourceDocument> visitor) {
                        slow.read(document -> {
                            host.clock.advance(Duration.ofSeconds(2));
                            visitor.accept(document);
                        });
                    }
                })
                .build();
        kb.sync(events::add);

        assertThat(events).filteredOn(e -> e.total().isEmpty()).hasSize(3);
    }

    @Test
    void should_refuse_a_second_sync_at_the_same_time() {
        documents(1);
        KnowledgeBase kb = base();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            kb.sync(progress -> {
                Future<SyncReport> second = other.submit(() -> kb.sync());
                assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(LockedException.class);
            });
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void should_answer_from_the_last_commit_during_a_sync() throws Exception {
        source.with("old.txt", "Alpha holds the old text.");
        KnowledgeBase kb = base();
        kb.sync();
        documents(700);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(3);
        List<Future<Integer>> counts = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                counts.add(readers.submit(() -> {
                    int answers = 0;
                    while (!stop.get() || answers == 0) {
                        assertThat(kb.retrieve(KnowledgeQuery.of("Alpha holds the old text")
                                                .top(1))
                                        .passages())
                                .extracting(p -> p.document())
                                .containsExactly("old.txt");
                        answers++;
                    }
                    return answers;
                }));
            }
            kb.sync();
            stop.set(true);
            for (Future<Integer> count : counts) {
                assertThat(count.get(30, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            stop.set(true);
            readers.shutdownNow();
        }
        assertThat(kb.size()).isEqualTo(701);
    }

    @Test
    void should_stop_a_sync_when_it_is_closed() throws Exception {
        documents(600);
        KnowledgeBase kb = base();
        ExecutorService closer = Executors.newSingleThreadExecutor();
        List<Future<?>> closing = new ArrayList<>();
        try {
            assertThatThrownBy(() -> kb.sync(progress -> {
                        if (closing.isEmpty()) {
                            closing.add(closer.submit(kb::close));
                        }
                        Thread.onSpinWait();
                        awaitClosed(kb);
                    }))
                    .isInstanceOf(CancellationException.class);
            closing.get(0).get(10, TimeUnit.SECONDS);
        } finally {
            closer.shutdownNow();
        }
        assertThat(base().sync().added()).isEqualTo(600);
    }

    private static void awaitClosed(KnowledgeBase kb) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < deadline) {
            try {
                kb.retrieve(KnowledgeQuery.of("Is it closed?"));
            } catch (IllegalStateException e) {
                return;
            }
        }
    }

    @Test
    void should_stop_when_the_thread_is_interrupted_and_leave_the_flag_up() {
        documents(10);
        KnowledgeBase kb = base();
        try {
            assertThatThrownBy(() -> kb.sync(progress -> Thread.currentThread().interrupt()))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(kb.sync().added()).isEqualTo(10);
    }
}
