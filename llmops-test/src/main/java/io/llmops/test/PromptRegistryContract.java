package io.llmops.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.LabelMove;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptLabel;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.Rollout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promises of {@link PromptRegistry} as tests. Extend it in the test sources of an implementation; it is used as
 * {@link LedgerStoreContract} is.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(300)
public abstract class PromptRegistryContract extends PromptReleaseContract {

    /** For subclasses, one for each implementation. */
    protected PromptRegistryContract() {}

    @Test
    void should_have_no_prompts_at_first() {
        assertThat(registry.names()).isEmpty();
    }

    @Test
    void should_publish_the_first_version_as_number_one_with_all_that_the_draft_says() {
        PromptVersion version = registry.publish(PromptDraft.builder("客服.回答")
                .system("你是{{角色}}。")
                .user("问题：{{question}} 😀")
                .author("李雷")
                .note("第一版")
                .build());
        assertThat(version.number()).isEqualTo(1);
        assertThat(version.id()).isEqualTo("客服.回答@1");
        assertThat(version.draft().system()).contains("你是{{角色}}。");
        assertThat(version.draft().user()).isEqualTo("问题：{{question}} 😀");
        assertThat(version.draft().author()).isEqualTo("李雷");
        assertThat(version.draft().note()).isEqualTo("第一版");
        assertEqual(version, get("客服.回答@1"));
    }

    @Test
    void should_number_versions_without_gaps() {
        assertThat(publish("p", "one").number()).isEqualTo(1);
        assertThat(publish("p", "two").number()).isEqualTo(2);
        assertThat(publish("other", "one").number()).isEqualTo(1);
        assertThat(publish("p", "three").number()).isEqualTo(3);
        assertThat(registry.versions("p")).extracting(PromptVersion::number).containsExactly(1, 2, 3);
        assertThat(registry.versions("p")).extracting(v -> v.draft().user()).containsExactly("one", "two", "three");
    }

    @Test
    void should_give_the_newest_version_back_when_its_text_is_published_again() {
        PromptVersion first = registry.publish(
                PromptDraft.builder("p").user("text").author("a").note("n").build());
        PromptVersion again = registry.publish(
                PromptDraft.builder("p").user("text").author("b").note("m").build());
        assertEqual(first, again);
        assertThat(registry.versions("p")).hasSize(1);
    }

    @Test
    void should_make_a_new_version_of_an_old_text_that_is_not_the_newest() {
        PromptVersion first = publish("p", "one");
        publish("p", "two");
        PromptVersion third = publish("p", "one");
        assertThat(third.number()).isEqualTo(3);
        assertThat(third.hash()).isEqualTo(first.hash());
    }

    @Test
    void should_hash_system_and_user_template_and_nothing_else() {
        PromptVersion one = registry.publish(
                PromptDraft.builder("p").system("s").user("u").author("a").build());
        PromptVersion same = registry.publish(
                PromptDraft.builder("q").system("s").user("u").author("b").build());
        PromptVersion other =
                registry.publish(PromptDraft.builder("p").system("s").user("v").build());
        assertThat(one.hash()).matches("[0-9a-f]{64}").isEqualTo(same.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void should_tell_system_text_from_user_text() {
        publish("p", "ab");
        PromptVersion split =
                registry.publish(PromptDraft.builder("p").system("a").user("b").build());
        PromptVersion empty =
                registry.publish(PromptDraft.builder("p").system("").user("b").build());
        PromptVersion none = publish("p", "b");
        assertThat(List.of(split.number(), empty.number(), none.number())).containsExactly(2, 3, 4);
        assertThat(get("p@2").draft().system()).contains("a");
        assertThat(get("p@3").draft().system()).contains("");
        assertThat(get("p@4").draft().system()).isEmpty();
    }

    @Test
    void should_keep_text_to_the_last_character() {
        for (String text : List.of(
                "",
                " leading and trailing \n",
                "\n\n",
                "windows\r\nline\r\nends\r\n",
                "---\nsystem: |\n  not yaml\n...\n# user\n",
                "\ttabs \"quotes\" 'single' \\ backslash ${dollar} % # : - [ ] { } & * ! | > @ `",
                "全角　空格，标点。😀 e\u0301",
                "长".repeat(300_000))) {
            PromptVersion version = registry.publish(PromptDraft.builder("p")
                    .system(text)
                    .user(text + "!")
                    .note(text)
                    .build());
            assertEqual(version, get("p@" + version.number()));
            assertThat(get("p").draft().system()).contains(text);
            assertThat(get("p").draft().user()).isEqualTo(text + "!");
            assertThat(get("p").draft().note()).isEqualTo(text);
        }
    }

    @Test
    void should_refuse_wrong_template_syntax_and_change_nothing() {
        publish("p", "one");
        assertThatThrownBy(() -> publish("p", "{{#open}} never closed")).isInstanceOf(PromptException.class);
        assertThatThrownBy(() -> registry.publish(PromptDraft.builder("p")
                        .system("{{unclosed")
                        .user("two")
                        .build()))
                .isInstanceOf(PromptException.class);
        assertThatThrownBy(() -> publish("new", "{{/wrong}}")).isInstanceOf(PromptException.class);
        assertThat(registry.names()).containsExactly("p");
        assertThat(registry.versions("p")).hasSize(1);
    }

    @Test
    void should_get_the_newest_version_by_name_alone() {
        publish("p", "one");
        publish("p", "two");
        assertThat(get("p").number()).isEqualTo(2);
    }

    @Test
    void should_say_what_there_is_when_a_prompt_a_number_or_a_label_is_not_known() {
        publish("问候", "one");
        publish("问候", "two");
        registry.label("问候", "production", 1);
        assertThatThrownBy(() -> get("nothing"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nothing")
                .hasMessageContaining("问候");
        assertThatThrownBy(() -> get("问候@7"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("7")
                .hasMessageContaining("2");
        assertThatThrownBy(() -> get("问候@canary"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("canary")
                .hasMessageContaining("production");
        assertThatThrownBy(() -> registry.versions("nothing")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> registry.labels("nothing")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void should_sort_names_and_labels() {
        for (String name : List.of("beta", "Alpha", "gamma", "中", "b2")) {
            publish(name, "text");
        }
        assertThat(registry.names()).containsExactly("Alpha", "b2", "beta", "gamma", "中");
        for (String label : List.of("staging", "production", "生产", "canary")) {
            registry.label("beta", label, 1);
        }
        registry.label("beta", move("canary").scenario("客服").to(1).build());
        assertThat(registry.labels("beta"))
                .extracting(l -> l.scenario() + "/" + l.label())
                .containsExactly("null/canary", "null/production", "null/staging", "null/生产", "客服/canary");
        assertThat(registry.labels("gamma")).isEmpty();
    }

    @Test
    void should_point_a_label_to_a_version_and_move_it_forth_and_back() {
        publish("p", "one");
        publish("p", "two");
        assertEqual(get("p@2"), registry.label("p", "production", 2));
        assertThat(get("p@production").number()).isEqualTo(2);
        registry.label("p", "production", 1);
        assertThat(get("p@production").number()).isEqualTo(1);
        assertThat(registry.labels("p")).containsExactly(new PromptLabel("production", null, Rollout.of(1)));
    }

    @Test
    void should_leave_labels_where_they_are_when_a_version_is_published() {
        publish("p", "one");
        registry.label("p", "production", 1);
        publish("p", "two");
        assertThat(get("p@production").number()).isEqualTo(1);
    }

    @Test
    void should_refuse_to_point_a_label_to_nothing_and_leave_it_where_it_is() {
        publish("p", "one");
        registry.label("p", "production", 1);
        for (int number : new int[] {2, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> registry.label("p", "production", number)).isInstanceOf(NotFoundException.class);
        }
        for (int number : new int[] {0, -1}) {
            assertThatThrownBy(() -> registry.label("p", "production", number)).isInstanceOf(PromptException.class);
        }
        Rollout half = Rollout.of(Map.of(1, 50, 2, 50));
        assertThatThrownBy(() -> registry.label("p", move("production").to(half).build()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> registry.label("nothing", "production", 1)).isInstanceOf(NotFoundException.class);
        assertThat(registry.labels("p")).containsExactly(new PromptLabel("production", null, Rollout.of(1)));
    }

    @Test
    void should_refuse_a_label_that_no_reference_can_name() {
        publish("p", "one");
        for (String label : List.of("", " ", "a b", "../up", "a@b", "12")) {
            assertThatThrownBy(() -> registry.label("p", label, 1)).isInstanceOf(PromptException.class);
        }
        assertThat(registry.labels("p")).isEmpty();
    }

    @Test
    void should_number_without_gaps_when_many_threads_publish() {
        int each = 10;
        Together.call(THREADS, thread -> {
            for (int i = 0; i < each; i++) {
                publish("p", thread + "/" + i);
            }
            return thread;
        });
        List<PromptVersion> versions = registry.versions("p");
        assertThat(versions)
                .extracting(PromptVersion::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, THREADS * each).boxed().toList());
        assertThat(versions).extracting(v -> v.draft().user()).doesNotHaveDuplicates();
    }

    @Test
    void should_make_one_version_when_many_threads_publish_the_same_text() {
        List<PromptVersion> versions = Together.call(THREADS, thread -> publish("p", "same"));
        assertThat(versions).allMatch(v -> v.number() == 1);
        assertThat(registry.versions("p")).hasSize(1);
    }

    @Test
    void should_always_show_a_label_at_a_version_while_it_is_moved() {
        publish("p", "one");
        publish("p", "two");
        registry.label("p", "production", 1);
        List<Integer> seen = new ArrayList<>();
        Together.call(THREADS, thread -> {
                    List<Integer> mine = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                        if (thread < 2) {
                            registry.label("p", "production", 1 + (i + thread) % 2);
                        } else {
                            mine.add(get("p@production").number());
                        }
                    }
                    return mine;
                })
                .forEach(mine -> seen.addAll(mine));
        assertThat(new HashSet<>(seen)).isSubsetOf(1, 2);
    }

    @Test
    void should_keep_versions_and_labels_when_it_is_opened_again() throws Exception {
        assumeTrue(durable(), "the registry says that it is not durable");
        PromptVersion one = registry.publish(PromptDraft.builder("问候")
                .system("你好")
                .user("{{name}}\n")
                .author("李雷")
                .note("说明: 第一版")
                .build());
        PromptVersion two = publish("问候", "two");
        registry.label("问候", "生产", 1);
        Rollout canary = Rollout.of(Map.of(1, 90, 2, 10));
        registry.label(
                "问候",
                move("生产").scenario("客服").to(canary).by("李雷").note("试: 一成").build());
        registry.label("问候", move("staging").to(2).build());
        List<PromptLabel> labels = registry.labels("问候");
        List<LabelMove> history = registry.history("问候");
        closeRegistries();
        openRegistry();
        assertThat(registry.names()).containsExactly("问候");
        assertEqual(one, get("问候@1"));
        assertEqual(two, get("问候@2"));
        assertEqual(one, get("问候@生产"));
        assertThat(registry.labels("问候")).isEqualTo(labels).hasSize(3);
        assertThat(registry.history("问候"))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(history)
                .hasSize(3);
        assertThat(publish("问候", "two").number()).isEqualTo(2);
        assertThat(publish("问候", "three").number()).isEqualTo(3);
    }
}
