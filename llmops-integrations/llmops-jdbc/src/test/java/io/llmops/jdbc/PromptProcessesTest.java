package io.llmops.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRef;
import io.llmops.core.prompt.StoredPromptRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that publish in one database at the same time, while another one runs on. */
@Timeout(300)
class PromptProcessesTest {

    @TempDir
    Path directory;

    @Test
    void should_let_one_of_two_processes_win_and_show_its_version_to_a_running_third() throws Exception {
        race("jdbc:sqlite:" + directory.resolve("prompts.db"));
    }

    @Nested
    @ExtendWith(PostgresServer.class)
    class OnPostgres {
        @Test
        void should_let_one_of_two_processes_win_and_show_its_version_to_a_running_third() throws Exception {
            race(PostgresServer.newSchema());
        }
    }

    private void race(String url) throws Exception {
        List<Process> processes = new ArrayList<>();
        try (StoredPromptRegistry running = StoredPromptRegistry.open(new JdbcStoreProvider().promptStore(url))) {
            running.publish(PromptDraft.builder("客服").user("one").build());
            running.label("客服", "production", 1);
            processes.add(start(url, "first"));
            processes.add(start(url, "second"));
            List<BufferedReader> said = new ArrayList<>();
            for (Process process : processes) {
                said.add(process.inputReader(UTF_8));
                assertThat(said.get(said.size() - 1).readLine()).isEqualTo("ready");
            }
            for (Process process : processes) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            List<String> results = List.of(said.get(0).readLine(), said.get(1).readLine());
            assertThat(results).containsExactlyInAnyOrder("won 2", "lost to 2");

            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> number(running) == 2);
            assertThat(running.get(PromptRef.parse("客服@2")).draft().user())
                    .isEqualTo(results.get(0).startsWith("won") ? "by first" : "by second");
        } finally {
            for (Process process : processes) {
                process.destroyForcibly();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static int number(StoredPromptRegistry registry) {
        return registry.get(PromptRef.parse("客服@production")).number();
    }

    private Process start(String url, String who) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Dfile.encoding=UTF-8",
                        "-Dorg.sqlite.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PromptPublisher.class.getName(),
                        url,
                        who)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
