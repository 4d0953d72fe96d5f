package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.exception.StoreException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptHealth;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a running registry makes of files that others change, break or take away. */
@Timeout(60)
class ChangedFilesTest extends FilesFixture {

    ChangedFilesTest(@TempDir Path directory) {
        super(directory);
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
}
