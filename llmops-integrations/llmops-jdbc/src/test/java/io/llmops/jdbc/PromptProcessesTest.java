package io.llmops.jdbc;

import static io.llmops.jdbc.PromptPublisher.NAME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmops.api.prompt.LabelMove;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptLabel;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.Rollout;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that publish and release in one place at the same time, while another one runs on. */
@Timeout(300)
class PromptProcessesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void should_let_one_of_two_processes_win_and_lose_no_release_in_a_directory() throws Exception {
        race(directory.resolve("提示").toString());
    }

    @Test
    void should_let_one_of_two_processes_win_and_lose_no_release_in_a_database() throws Exception {
        race("jdbc:sqlite:" + directory.resolve("prompts.db"));
    }

    @Nested
    @ExtendWith(PostgresServer.class)
    class OnPostgres {
        @Test
        void should_let_one_of_two_processes_win_and_lose_no_release_in_a_database() throws Exception {
            race(PostgresServer.newSchema());
        }
    }

    private void race(String place) throws Exception {
        List<Process> processes = new ArrayList<>();
        PromptRegistry running = PromptPublisher.open(place);
        try {
            running.publish(PromptDraft.builder(NAME).user("one").build());
            running.label(NAME, "production", 1);
            processes.add(start(place, "first"));
            processes.add(start(place, "second"));
            List<BufferedReader> said = new ArrayList<>();
            for (Process process : processes) {
                said.add(process.inputReader(UTF_8));
                assertThat(said.get(said.size() - 1).readLine()).isEqualTo("ready");
            }
            goOn(processes);
            List<String> results = List.of(said.get(0).readLine(), said.get(1).readLine());
            assertThat(results).containsExactlyInAnyOrder("won 2", "lost to 2");
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> get(running, "@production").number() == 2);
            assertThat(get(running, "@2").draft().user())
                    .isEqualTo(results.get(0).startsWith("won") ? "by first" : "by second");

            goOn(processes);
            assertThat(List.of(said.get(0).readLine(), said.get(1).readLine())).containsOnly("done");
            assertNothingLost(place);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .untilAsserted(() -> assertThat(running.labels(NAME)).isEqualTo(labels(place)));
        } finally {
            PromptPublisher.close(running);
            for (Process process : processes) {
                process.destroyForcibly();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    /** As a process sees it that comes later. */
    private static void assertNothingLost(String place) {
        PromptRegistry registry = PromptPublisher.open(place);
        try {
            int last = 2 + 2 * PromptPublisher.ROUNDS;
            assertThat(registry.versions(NAME))
                    .extracting(PromptVersion::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, last).boxed().toList());
            assertThat(get(registry, "@first").draft().user()).isEqualTo("first " + PromptPublisher.ROUNDS);
            assertThat(get(registry, "@second").draft().user()).isEqualTo("second " + PromptPublisher.ROUNDS);
            assertThat(registry.history(NAME)).hasSize(2 + 2 * 3 * PromptPublisher.ROUNDS);
            Map<String, Rollout> places = new HashMap<>();
            for (LabelMove move : registry.history(NAME)) {
                assertThat(move.from())
                        .isEqualTo(places.getOrDefault(move.change().label(), Rollout.none()));
                places.put(move.change().label(), move.to());
            }
            assertThat(registry.labels(NAME))
                    .allSatisfy(label -> assertThat(label.target()).isEqualTo(places.get(label.label())));
            assertThat(registry.health().isGood()).isTrue();
        } finally {
            PromptPublisher.close(registry);
        }
    }

    private static List<PromptLabel> labels(String place) {
        PromptRegistry registry = PromptPublisher.open(place);
        try {
            return registry.labels(NAME);
        } finally {
            PromptPublisher.close(registry);
        }
    }

    private static void goOn(List<Process> processes) throws IOException {
        for (Process process : processes) {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }
    }

    private static PromptVersion get(PromptRegistry registry, String which) {
        return registry.get(PromptRef.parse(NAME + which));
    }

    private Process start(String place, String who) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Dfile.encoding=UTF-8",
                        "-Dorg.sqlite.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PromptPublisher.class.getName(),
                        place,
                        who)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
