package io.llmops.rag.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.NoLockFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another process does is done here between any two accesses of the follower to its directory, one after the other. */
class CommitFollowerTest {

    private static final IndexFormat FORMAT = new IndexFormat(IndexFormat.Kind.CHUNKS, Chunks.SETTINGS);

    private final Path path;

    CommitFollowerTest(@TempDir Path directory) {
        this.path = directory.resolve("index");
    }

    @BeforeEach
    void buildThree() {
        build(3);
    }

    @Test
    void should_answer_wherever_another_builds_anew_while_a_commit_is_followed() throws IOException {
        assertThat(answersWith(() -> add("d1"), () -> rebuild(2), 2))
                .contains(4, 2)
                .isSubsetOf(3, 4, 2);
    }

    @Test
    void should_answer_wherever_another_builds_anew_while_a_new_index_is_followed() throws IOException {
        assertThat(answersWith(() -> rebuild(5), () -> rebuild(2), 2))
                .contains(5, 2)
                .isSubsetOf(3, 5, 2);
    }

    @Test
    void should_answer_wherever_another_commits_while_a_commit_is_followed() throws IOException {
        assertThat(answersWith(() -> add("d1"), () -> add("d2"), 5)).containsExactlyInAnyOrder(4, 5);
    }

    @Test
    void should_answer_wherever_another_deletes_while_a_commit_is_followed() throws IOException {
        assertThat(answersWith(() -> add("d1"), this::delete, 0)).containsExactlyInAnyOrder(3, 4);
    }

    @Test
    void should_answer_wherever_another_deletes_one_file_while_a_commit_is_followed() throws IOException {
        assertThat(answersWith(() -> add("d1"), () -> deleteLast(".si"), 0)).isSubsetOf(3, 4);
    }

    @Test
    void should_say_that_a_commit_is_damaged_as_long_as_it_is_the_last() throws IOException {
        try (Meddled directory = new Meddled();
                CommitFollower follower = new CommitFollower(path, directory, FORMAT)) {
            rebuild(2);
            Path si = last(".si");
            byte[] bytes = Files.readAllBytes(si);
            bytes[bytes.length / 2] ^= 1;
            Files.write(si, bytes);
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(CorruptIndexException.class).isThrownBy(follower::acquire);
            }
            rebuild(6);
            assertThat(count(follower)).isEqualTo(6);
        }
    }

    /**
     * Follows {@code first} while {@code second} happens at the first access to the directory, then at the second, and so on
     * until it happens after all of them.
     *
     * @param afterwards documents that each follower must see then; 0 where there is no index
     */
    private Set<Integer> answersWith(Runnable first, Runnable second, int afterwards) throws IOException {
        Set<Integer> answers = new TreeSet<>();
        int at = 0;
        for (boolean met = true; met; at++) {
            rebuild(3);
            try (Meddled directory = new Meddled();
                    CommitFollower follower = new CommitFollower(path, directory, FORMAT)) {
                first.run();
                directory.meddle(at, second);
                answers.add(count(follower));
                met = directory.isDone();
                directory.meddle(Integer.MAX_VALUE, () -> {});
                if (met && afterwards > 0) {
                    assertThat(count(follower)).as("after access %d", at).isEqualTo(afterwards);
                }
                rebuild(7);
                assertThat(count(follower)).isEqualTo(7);
            }
        }
        assertThat(at).as("accesses").isGreaterThan(5);
        return answers;
    }

    private static int count(CommitFollower follower) throws IOException {
        IndexSearcher searcher = follower.acquire();
        try {
            return searcher.getIndexReader().numDocs() / 2; // one for the document, one for its chunk
        } finally {
            Searchers.release(searcher);
        }
    }

    private void build(int documents) {
        try (ChunkIndex index = ChunkIndex.open(path, Chunks.SETTINGS)) {
            for (int i = 0; i < documents; i++) {
                Chunks.put(index, "b" + i, "1", "text " + i);
                index.commit();
            }
        }
    }

    private void add(String document) {
        try (ChunkIndex index = ChunkIndex.open(path, Chunks.SETTINGS)) {
            Chunks.put(index, document, "1", "another");
            index.commit();
        }
    }

    private void rebuild(int documents) {
        delete();
        build(documents);
    }

    private void delete() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteLast(String suffix) {
        try {
            Files.delete(last(suffix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path last(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(f -> f.toString().endsWith(suffix))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    /** Does something before the access of that number, counted from 0. */
    private final class Meddled extends FilterDirectory {

        private int left = Integer.MAX_VALUE;
        private Runnable what = () -> {};

        Meddled() throws IOException {
            super(FSDirectory.open(path, NoLockFactory.INSTANCE));
        }

        void meddle(int access, Runnable what) {
            this.left = access;
            this.what = what;
        }

        boolean isDone() {
            return left < 0;
        }

        private void count() {
            if (left-- == 0) {
                what.run();
            }
        }

        @Override
        public String[] listAll() throws IOException {
            count();
            return super.listAll();
        }

        @Override
        public IndexInput openInput(String name, IOContext context) throws IOException {
            count();
            return super.openInput(name, context);
        }
    }
}
