package io.llmops.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.rag.ingest.SyncReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a source that is not the former one, or that cannot be read, does to the documents that are there. */
class KnowledgeBaseSourceTest extends KnowledgeBaseFixture {

    @Test
    void should_refuse_another_source_that_would_remove_documents_and_write_nothing() throws IOException {
        fed(new FakeSource("folder docs")
                .with("a.txt", "Alpha.")
                .with("年假.txt", "年假。")
                .with("c.txt", "Gamma."));
        String before = files();
        FakeSource one = new FakeSource("file docs/a.txt").with("a.txt", "Alpha is new.");

        try (KnowledgeBase kb = base(one).keepSource().build()) {
            assertThatThrownBy(kb::sync)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(
                            "2 of the 3 documents", "'handbook'", "folder docs", "file docs/a.txt", "--replace");
            assertThat(kb.documents()).containsExactly("a.txt", "c.txt", "年假.txt");
            assertThatThrownBy(kb::sync).hasMessageContaining("2 of the 3 documents");
        }
        assertThat(files()).isEqualTo(before);
        assertThat(one.opened).isEmpty();
    }

    @Test
    void should_remove_the_documents_of_the_former_source_where_that_is_not_forbidden() {
        fed(new FakeSource("folder docs").with("a.txt", "Alpha.").with("b.txt", "Beta."));
        FakeSource other =
                new FakeSource("folder others").with("c.txt", "Gamma.").with("d.txt", "Delta.");

        try (KnowledgeBase kb = base(other).build()) {
            assertThat(kb.sync()).hasToString("2 added, 0 replaced, 2 removed, 0 unchanged, 0 failed");
        }

        other.documents.remove("c.txt");
        try (KnowledgeBase kb = base(other).keepSource().build()) {
            assertThat(kb.sync().removed()).isEqualTo(1);
        }
    }

    @Test
    void should_take_another_source_that_removes_nothing() {
        FakeSource moved =
                new FakeSource("folder moved").with("a.txt", "Alpha.").with("b.txt", "Beta.");
        fed(new FakeSource("folder docs").with("a.txt", "Alpha."));

        try (KnowledgeBase kb = base(moved).keepSource().build()) {
            assertThat(kb.sync()).hasToString("1 added, 0 replaced, 0 removed, 1 unchanged, 0 failed");
            moved.documents.remove("b.txt");
            assertThat(kb.sync().removed()).isEqualTo(1);
        }
    }

    @Test
    void should_protect_what_a_former_source_left_when_the_first_sync_from_another_ends_early() {
        FakeSource broken =
                new FakeSource("folder others").with("a.txt", "Alpha.").with("c.txt", "Gamma.");
        fed(new FakeSource("folder docs").with("a.txt", "Alpha.").with("b.txt", "Beta."));
        broken.failAfter = 1;

        try (KnowledgeBase kb = base(broken).keepSource().build()) {
            assertThatThrownBy(kb::sync).hasMessage("the disk is gone");
            broken.failAfter = Integer.MAX_VALUE;
            assertThatThrownBy(kb::sync).isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void should_remove_nothing_when_every_document_that_is_listed_fails() {
        FakeSource docs = new FakeSource("folder docs").with("a.txt", "Alpha.").with("b.txt", "Beta.");
        fed(docs);
        docs.documents.remove("b.txt");
        docs.with("a.txt", "encrypted").with("c.txt", "defect");

        try (KnowledgeBase kb = base(docs).keepSource().build()) {
            SyncReport report = kb.sync();

            assertThat(report.removed()).isZero();
            assertThat(report.failed()).hasSize(2);
            assertThat(kb.documents()).containsExactly("a.txt", "b.txt");
            docs.with("c.txt", "Gamma.");
            assertThat(kb.sync().removed()).isEqualTo(1);
        }
    }

    @Test
    void should_keep_the_former_source_in_mind_when_every_document_of_another_fails() {
        FakeSource other = new FakeSource("folder others").with("x.txt", "encrypted");
        fed(new FakeSource("folder docs").with("a.txt", "Alpha."));

        try (KnowledgeBase kb = base(other).build()) {
            assertThat(kb.sync().removed()).isZero();
        }
        other.with("x.txt", "Readable.");
        try (KnowledgeBase kb = base(other).keepSource().build()) {
            assertThatThrownBy(kb::sync).isInstanceOf(ConfigurationException.class);
        }
    }

    private void fed(FakeSource source) {
        try (KnowledgeBase kb = base(source).build()) {
            kb.sync();
        }
    }

    private KnowledgeBaseBuilder base(FakeSource source) {
        return KnowledgeBase.builder(host)
                .name("handbook")
                .directory(directory.resolve("index"))
                .embedding("none")
                .source(source);
    }

    /** Names of the index's files; Lucene writes each only once. */
    private String files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("index"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList().toString();
        }
    }
}
