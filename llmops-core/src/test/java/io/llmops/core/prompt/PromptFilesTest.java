package io.llmops.core.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.LlmOpsException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptConflictException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.exception.StoreException;
import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptHealth;
import io.llmops.api.prompt.PromptLabel;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.Rollout;
import io.llmops.test.FakeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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

/** What the files of the registry look like, and what happens when others touch them. */
@Timeout(60)
class PromptFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");

    private final Path directory;
    private final FakeClock clock = FakeClock.at(NOW);
    private FilePromptRegistry registry;

    PromptFilesTest(@TempDir Path directory) {
        this.directory = directory;
        this.registry = FilePromptRegistry.open(directory, clock);
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
    void should_refuse_a_version_that_was_edited_after_it_was_published() {
        publish("p", "You are kind.");
        publish("p", "two");
        edit("p/0001.md", text -> text.replace("kind", "rude"));
        FilePromptRegistry other = reopened();
        assertThatThrownBy(() -> other.get(PromptRef.parse("p@1")))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("0001.md")
                .hasMessageContaining("changed after it was published")
                .hasMessageNotContaining("rude");
        assertThat(other.get(PromptRef.parse("p")).number()).isEqualTo(2);
        assertThat(other.versions("p")).extracting(PromptVersion::number).containsExactly(2);
        assertThat(registry.get(PromptRef.parse("p@1")).draft().user()).isEqualTo("You are kind.");
    }

    @Test
    void should_log_a_broken_version_once() {
        publish("p", "You are kind.");
        publish("p", "two");
        edit("p/0001.md", text -> text.replace("kind", "rude"));
        FilePromptRegistry other = reopened();

        String logged = logged(() -> {
            other.versions("p");
            other.versions("p");
            other.health();
            assertThatThrownBy(() -> other.get(PromptRef.parse("p@1"))).isInstanceOf(PromptException.class);
        });

        assertThat(logged.lines())
                .singleElement()
                .asString()
                .contains("0001.md")
                .doesNotContain("rude");
    }

    @Test
    void should_keep_other_versions_readable_when_one_file_is_broken() {
        publish("p", "one");
        publish("p", "two");
        for (String broken : List.of(
                "", "no front matter", "---\na: [\n---\n## user\nx\n", "---\nhash: x\n---\nx", "---\nx\n---\n")) {
            edit("p/0002.md", text -> broken);
            FilePromptRegistry other = reopened();
            assertThatThrownBy(() -> other.get(PromptRef.parse("p@2"))).isInstanceOf(PromptException.class);
            assertThat(other.get(PromptRef.parse("p")).draft().user()).isEqualTo("one");
            assertThat(other.health().problems()).singleElement().satisfies(problem -> assertThat(problem.place())
                    .endsWith("0002.md"));
        }
        assertThat(reopened()
                        .publish(PromptDraft.builder("p").user("three").build())
                        .number())
                .isEqualTo(3);
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
    void should_see_what_another_process_has_changed_within_a_second() {
        publish("p", "one");
        FilePromptRegistry other = FilePromptRegistry.open(directory, clock);
        assertThat(other.names()).containsExactly("p");
        publish("p", "two");
        registry.label("p", "production", 1);
        assertThat(other.get(PromptRef.parse("p")).number()).isEqualTo(2);
        assertThat(other.get(PromptRef.parse("p@production")).number()).isEqualTo(1);
        registry.label("p", "production", 2);
        assertThat(registry.get(PromptRef.parse("p@production")).number()).isEqualTo(2);
        assertThat(other.get(PromptRef.parse("p@production")).number()).isEqualTo(1);
        clock.advance(Duration.ofMillis(300));
        assertThat(other.get(PromptRef.parse("p@production")).number()).isEqualTo(2);
    }

    @Test
    void should_take_labels_only_when_whoever_writes_them_is_done() {
        publish("p", "one");
        publish("p", "two");
        registry.label("p", "production", 2);
        assertThat(registry.get(PromptRef.parse("p@production")).number()).isEqualTo(2);
        for (String half : List.of("", "labels:\n", "labels:\n  production: 1", "labels:\n  production: 1\n")) {
            write("p/labels.yaml", half);
            clock.advance(Duration.ofMillis(200));
            assertThat(registry.get(PromptRef.parse("p@production")).number()).isEqualTo(2);
        }
        clock.advance(Duration.ofMillis(300));
        assertThat(registry.get(PromptRef.parse("p@production")).number()).isEqualTo(1);
    }

    @Test
    void should_see_a_change_that_leaves_time_and_size_as_they_were() throws IOException {
        clock.set(Instant.now());
        publish("p", "one");
        publish("p", "two");
        registry.label("p", "production", 1);
        Path labels = directory.resolve("p/labels.yaml");
        assertThat(registry.get(PromptRef.parse("p@production")).number()).isEqualTo(1);
        FileTime time = Files.getLastModifiedTime(labels);
        Files.writeString(labels, Files.readString(labels).replace("production: 1", "production: 2"));
        Files.setLastModifiedTime(labels, time);
        assertThat(registry.get(PromptRef.parse("p@production")).number()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(registry.get(PromptRef.parse("p@production")).number()).isEqualTo(2);
    }

    @Test
    void should_not_read_an_old_file_again() throws IOException {
        registry = FilePromptRegistry.open(directory);
        publish("p", "one");
        Path file = directory.resolve("p/0001.md");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        PromptVersion first = registry.get(PromptRef.parse("p"));
        assertThat(registry.get(PromptRef.parse("p"))).isSameAs(first);
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
    void should_say_which_label_is_wrong_in_a_labels_file_and_leave_the_label_where_it_was() {
        publish("p", "one");
        registry.label("p", "production", 1);
        for (String broken : List.of(
                "production: one\n",
                "- production\n",
                "production: 0\n",
                "a: 1\na: 2\n",
                "a: {b: 1}\n",
                "labels: 3\nhistory: []\n",
                "labels: {production: {1: 0}}\n",
                "labels: {production: {one: 90}}\n",
                "labels: {production: 1}\nhistory: [{label: x}]\n",
                "labels: {production: 1\n")) {
            write("p/labels.yaml", broken);
            clock.advance(Duration.ofSeconds(1));
            registry.get(PromptRef.parse("p@production"));
            clock.advance(Duration.ofSeconds(1));
            assertThat(registry.get(PromptRef.parse("p@production")).number())
                    .as(broken)
                    .isEqualTo(1);
            assertThat(registry.health().problems()).as(broken).singleElement().satisfies(problem -> assertThat(
                            problem.reason())
                    .contains("labels.yaml"));
            assertThatThrownBy(() -> reopened().get(PromptRef.parse("p@production")))
                    .as(broken)
                    .isInstanceOf(PromptException.class)
                    .hasMessageContaining("labels.yaml");
            assertThatThrownBy(() -> registry.label("p", "production", 1))
                    .as(broken)
                    .isInstanceOf(PromptException.class);
        }
        write("p/labels.yaml", "labels: {production: 9}\n");
        clock.advance(Duration.ofSeconds(1));
        registry.get(PromptRef.parse("p@production"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(registry.get(PromptRef.parse("p@production")).number()).isEqualTo(1);
        assertThat(registry.health().problems()).singleElement().satisfies(problem -> assertThat(problem.reason())
                .contains("no version 9"));
        assertThatThrownBy(() -> reopened().get(PromptRef.parse("p@production")))
                .isInstanceOf(NotFoundException.class);
        write("p/labels.yaml", "labels:\n");
        clock.advance(Duration.ofSeconds(1));
        registry.health();
        clock.advance(Duration.ofSeconds(1));
        assertThat(registry.labels("p")).isEmpty();
        assertThat(registry.health().isGood()).isTrue();
    }

    @Test
    void should_leave_a_label_where_it_was_while_the_version_it_came_to_is_broken() {
        publish("p", "one");
        registry.label("p", "production", 1);
        FilePromptRegistry running = FilePromptRegistry.open(directory, clock);
        assertThat(running.get(PromptRef.parse("p@production")).number()).isEqualTo(1);
        publish("p", "two");
        String good = read("p/0002.md");
        write("p/0002.md", good.replace("two", "2"));
        write("p/labels.yaml", "labels: {production: 2}\n");
        clock.advance(Duration.ofSeconds(1));
        running.get(PromptRef.parse("p@production"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(running.get(PromptRef.parse("p@production")).number()).isEqualTo(1);
        assertThat(running.get(PromptRef.parse("p")).number()).isEqualTo(1);
        assertThat(running.health().problems())
                .extracting(PromptHealth.Problem::reason)
                .anySatisfy(reason -> assertThat(reason).contains("stays at version 1"))
                .anySatisfy(reason -> assertThat(reason).contains("0002.md").contains("hash"));
        write("p/0002.md", good);
        assertThat(running.get(PromptRef.parse("p@production")).number()).isEqualTo(2);
        assertThat(running.health().isGood()).isTrue();
    }

    @Test
    void should_serve_on_what_is_gone_and_say_so() throws IOException {
        publish("p", "one");
        registry.label("p", "production", 1);
        registry.get(PromptRef.parse("p@production"));
        Files.delete(directory.resolve("p/0001.md"));
        Files.delete(directory.resolve("p/labels.yaml"));
        assertThat(registry.get(PromptRef.parse("p@production")).draft().user()).isEqualTo("one");
        assertThat(registry.health().problems())
                .extracting(PromptHealth.Problem::reason)
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).contains("is gone"));
    }

    @Test
    void should_serve_the_last_known_versions_while_the_directory_is_away_and_refuse_to_begin_anew()
            throws IOException {
        Path home = directory.resolve("prompts");
        FilePromptRegistry running = FilePromptRegistry.open(home, clock);
        PromptVersion one = running.publish(PromptDraft.builder("p").user("one").build());
        running.label("p", "production", 1);
        running.get(PromptRef.parse("p@production"));
        running.names();
        Instant before = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        Path elsewhere = Files.move(home, directory.resolve("elsewhere"));

        String logged = logged(() -> {
            for (int i = 0; i < 3; i++) {
                assertThat(running.get(PromptRef.parse("p@production"))).isEqualTo(one);
                assertThat(running.get(PromptRef.parse("p"))).isEqualTo(one);
                assertThat(running.names()).containsExactly("p");
            }
        });
        assertThat(logged.lines()).singleElement().asString().contains("is gone");
        assertThat(running.health().away()).contains("is gone");
        assertThat(running.health().seenAt()).isEqualTo(before);
        assertThatThrownBy(() ->
                        running.publish(PromptDraft.builder("p").user("two").build()))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> running.label("p", "production", 1)).isInstanceOf(StoreException.class);
        assertThat(home).doesNotExist();

        Files.move(elsewhere, home);
        assertThat(running.health().isGood()).isTrue();
        assertThat(running.publish(PromptDraft.builder("p").user("two").build()).number())
                .isEqualTo(2);
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

    private FilePromptRegistry reopened() {
        return FilePromptRegistry.open(directory);
    }

    private PromptVersion publish(String name, String user) {
        return registry.publish(PromptDraft.builder(name).user(user).build());
    }

    private void write(String file, String text) {
        edit(file, before -> text);
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Change {
        String of(String text);
    }

    private void edit(String file, Change change) {
        try {
            Path path = directory.resolve(file);
            String before = Files.exists(path) ? Files.readString(path, UTF_8) : "";
            Files.write(path, change.of(before).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What slf4j-simple writes to standard error meanwhile. */
    private static String logged(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(UTF_8);
    }
}
