package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.LlmOpsException;
import io.llmops.api.exception.PromptConflictException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.exception.StoreException;
import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptLabel;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.Rollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the files of the registry look like, and who may write them. */
@Timeout(60)
class PromptFilesTest extends FilesFixture {

    PromptFilesTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void should_write_a_file_that_people_can_read_and_compare() {
        PromptVersion version = registry.publish(PromptDraft.builder("answer")
                .system("你从手册回答。\nBe brief.")
                .user("{{question}}")
                .author("李雷")
                .note("第一版: short")
                .build());
        assertThat(directory.resolve("answer/0001.md")).hasContent("""
                        ---
                        author: "李雷"
                        note: "第一版: short"
                        created: "2026-11-01T08:00:00Z"
                        hash: "%s"
                        ---
                        ## system
                        你从手册回答。
                        Be brief.
                        ## user
                        {{question}}
                        """.formatted(version.hash()));
    }

    @Test
    void should_write_labels_into_one_file_sorted() {
        publish("p", "one");
        publish("p", "two");
        registry.label("p", "production", 2);
        registry.label("p", "canary", 1);
        clock.advance(Duration.ofMinutes(1));
        registry.label(
                "p",
                LabelChange.move("production")
                        .scenario("客服")
                        .to(Rollout.of(Map.of(1, 90, 2, 10)))
                        .by("李雷")
                        .note("试: 一成")
                        .build());
        registry.label("p", LabelChange.rollback("production").scenario("客服").build());
        registry.label("p", LabelChange.move("production").scenario("客服").to(1).build());
        assertThat(directory.resolve("p/labels.yaml")).hasContent("""
                labels:
                  canary: 1
                  production: 2
                scenarios:
                  客服:
                    production: 1
                history:
                - at: "2026-11-01T08:00:00Z"
                  label: "production"
                  to: 2
                - at: "2026-11-01T08:00:00Z"
                  label: "canary"
                  to: 1
                - at: "2026-11-01T08:01:00Z"
                  label: "production"
                  scenario: "客服"
                  to:
                    1: 90
                    2: 10
                  by: "李雷"
                  note: "试: 一成"
                - at: "2026-11-01T08:01:00Z"
                  label: "production"
                  scenario: "客服"
                  kind: "rollback"
                  from:
                    1: 90
                    2: 10
                - at: "2026-11-01T08:01:00Z"
                  label: "production"
                  scenario: "客服"
                  to: 1
                """);
    }

    @Test
    void should_read_labels_as_the_first_version_of_this_class_wrote_them_and_keep_them_when_one_moves() {
        publish("p", "one");
        publish("p", "two");
        write("p/labels.yaml", "canary: 2\nproduction: 1\n");
        assertThat(registry.get(PromptRef.parse("p@canary")).number()).isEqualTo(2);
        registry.label("p", "production", 2);
        registry.label("p", LabelChange.rollback("production").build());
        assertThat(reopened().labels("p"))
                .containsExactly(
                        new PromptLabel("canary", null, Rollout.of(2)),
                        new PromptLabel("production", null, Rollout.of(1)));
    }

    @Test
    void should_tell_its_own_headings_from_those_in_the_text() {
        for (String text :
                List.of("## user\nx", "## system\n### user\n", "a\n## user\n\n### system\n#### user", "## user")) {
            PromptVersion version = registry.publish(PromptDraft.builder("p")
                    .system(text)
                    .user(text + "\n## user\n")
                    .build());
            PromptVersion read = reopened().get(PromptRef.parse("p@" + version.number()));
            assertThat(read.draft().system()).contains(text);
            assertThat(read.draft().user()).isEqualTo(text + "\n## user\n");
        }
    }

    @Test
    void should_read_files_whose_line_ends_git_has_changed() {
        publish("p", "line one\nline two\n");
        publish("p", "crlf one\r\ncrlf two\r\n");
        publish("p", "mixed one\r\nmixed two\n");
        edit("p/0001.md", text -> text.replace("\n", "\r\n"));
        edit("p/0002.md", text -> text.replace("\r\n", "\n"));
        assertThat(registry.versions("p"))
                .extracting(v -> v.draft().user())
                .containsExactly("line one\nline two\n", "crlf one\r\ncrlf two\r\n", "mixed one\r\nmixed two\n");
    }

    @Test
    void should_give_each_of_two_publishing_registries_numbers_of_its_own_and_lose_no_version() throws Exception {
        int each = 20;
        List<PromptRegistry> registries = List.of(registry, reopened(), reopened(), reopened());
        ExecutorService pool = Executors.newFixedThreadPool(registries.size());
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int r = 0; r < registries.size(); r++) {
                int writer = r;
                done.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        PromptVersion version = registries
                                .get(writer)
                                .publish(PromptDraft.builder("p")
                                        .user(writer + "/" + i)
                                        .build());
                        registries.get(writer).label("p", "writer-" + writer, version.number());
                    }
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(registry.versions("p"))
                .extracting(PromptVersion::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 4 * each).boxed().toList());
        registry = reopened();
        assertThat(registry.labels("p")).hasSize(4);
        for (int writer = 0; writer < 4; writer++) {
            assertThat(registry.get(PromptRef.parse("p@writer-" + writer))
                            .draft()
                            .user())
                    .isEqualTo(writer + "/" + (each - 1));
        }
    }

    @Test
    void should_let_one_of_several_registries_win_that_publish_on_top_of_the_same_version() throws Exception {
        publish("p", "one");
        List<PromptRegistry> registries = List.of(reopened(), reopened(), reopened(), reopened());
        ExecutorService pool = Executors.newFixedThreadPool(registries.size());
        List<Integer> numbers = new ArrayList<>();
        try {
            List<Future<Integer>> done = new ArrayList<>();
            for (PromptRegistry each : registries) {
                PromptDraft draft =
                        PromptDraft.builder("p").user("by " + done.size()).build();
                done.add(pool.submit(() -> {
                    try {
                        return each.publish(draft, 1).number();
                    } catch (PromptConflictException e) {
                        return -e.newest();
                    }
                }));
            }
            for (Future<Integer> one : done) {
                numbers.add(one.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(numbers).containsExactlyInAnyOrder(2, -2, -2, -2);
        assertThat(registry.versions("p")).hasSize(2);
    }

    @Test
    void should_leave_no_temporary_files() throws IOException {
        publish("p", "one");
        registry.label("p", "production", 1);
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> directory.relativize(f).toString()))
                    .containsExactlyInAnyOrder(".lock", "p/0001.md", "p/labels.yaml");
        }
    }

    @Test
    void should_change_nothing_when_a_version_cannot_be_written() throws IOException {
        Files.writeString(directory.resolve("taken"), "a file where the folder must be");
        assertThatThrownBy(() -> publish("taken", "one")).isInstanceOf(StoreException.class);
        assertThat(registry.names()).isEmpty();
    }

    @Test
    void should_refuse_a_name_that_differs_by_case_only() {
        publish("Answer", "one");
        assertThatThrownBy(() -> publish("answer", "one"))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("'Answer'");
    }

    @Test
    void should_ignore_files_that_are_not_its_own() throws IOException {
        publish("p", "one");
        Files.writeString(directory.resolve("README.md"), "read me");
        Files.createDirectory(directory.resolve(".git"));
        Files.createDirectory(directory.resolve("empty"));
        Files.writeString(directory.resolve("p/00001.md"), "x");
        Files.writeString(directory.resolve("p/0000.md"), "x");
        Files.writeString(directory.resolve("p/.0002.md.tmp"), "x");
        assertThat(registry.names()).containsExactly("p");
        assertThat(registry.versions("p")).hasSize(1);
    }

    @Test
    void should_refuse_a_label_that_looks_like_a_number() {
        publish("p", "one");
        assertThatThrownBy(() -> registry.label("p", "12", 1)).isInstanceOf(LlmOpsException.class);
    }
}
