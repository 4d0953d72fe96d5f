package io.llmops.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.LockedException;
import io.llmops.api.exception.StoreException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileIoTest {

    private final Path directory;

    FileIoTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_read_what_it_wrote_and_make_missing_directories() throws Exception {
        Path file = directory.resolve("a/b/文件.txt");
        FileIo.write(file, "第一".getBytes(UTF_8));
        FileIo.write(file, "第二".getBytes(UTF_8));
        assertThat(new String(FileIo.read(file, 100), UTF_8)).isEqualTo("第二");
        assertThat(file.getParent()).isDirectoryContaining(f -> f.equals(file));
    }

    @Test
    void should_leave_the_old_file_and_no_rest_when_writing_fails() throws Exception {
        Path file = directory.resolve("target");
        Files.createDirectories(file.resolve("not-empty"));
        assertThatThrownBy(() -> FileIo.write(file, new byte[] {1})).isInstanceOf(StoreException.class);
        assertThat(directory.toFile().list()).containsExactly("target");
    }

    @Test
    void should_not_read_more_than_the_bound() {
        Path file = directory.resolve("large");
        FileIo.write(file, new byte[11]);
        assertThatThrownBy(() -> FileIo.read(file, 10))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("10 bytes");
        assertThatThrownBy(() -> FileIo.read(directory.resolve("none"), 10)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void should_let_one_writer_in_at_a_time() throws Exception {
        Path lock = directory.resolve(".lock");
        int[] counter = {0};
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 25; i++) {
                    FileIo.locked(lock, () -> counter[0]++);
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counter[0]).isEqualTo(100);
    }

    @Test
    void should_stop_waiting_for_a_lock_when_interrupted_and_keep_the_interrupt() {
        Path lock = directory.resolve(".lock");
        FileIo.locked(lock, () -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> FileIo.locked(lock, () -> 1)).isInstanceOf(LockedException.class);
            return Thread.interrupted();
        });
    }

    /** The JDK's own file locks let two threads in: thousands of times in a million, where each opens a channel. */
    @Test
    void should_never_let_two_threads_in_however_often_they_open_and_close() throws Exception {
        Path lock = directory.resolve(".lock");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 4_000; i++) {
                    FileIo.locked(lock, () -> {
                        together.addAndGet(inside.incrementAndGet() - 1);
                        return inside.decrementAndGet();
                    });
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(together.get()).isZero();
    }

    @Test
    void should_keep_another_process_out_also_when_a_thread_of_this_one_has_given_up_waiting() throws Exception {
        Path lock = directory.resolve(".lock");
        int whileHeld = FileIo.locked(lock, () -> {
            Thread impatient = new Thread(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> FileIo.locked(lock, () -> 1)).isInstanceOf(LockedException.class);
            });
            impatient.start();
            join(impatient);
            return LockProbe.ask(lock);
        });
        assertThat(whileHeld).isEqualTo(LockProbe.HELD);
        assertThat(LockProbe.ask(lock)).isEqualTo(LockProbe.FREE);
    }

    @Test
    void should_let_the_next_writer_append_when_the_one_before_has_closed_and_only_then() {
        Path file = directory.resolve("lines");
        try (LineAppender lines = FileIo.appendLines(file, line -> true)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> FileIo.appendLines(file, line -> true)).isInstanceOf(LockedException.class);
            }
            lines.append("一");
        }
        try (LineAppender lines = FileIo.appendLines(file, line -> true)) {
            lines.append("二");
        }
        assertThat(file).hasContent("一\n二\n");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
