package io.llmops.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptConflictException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.model.CallContext;
import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.LabelMove;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.Rollout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The promises of {@link PromptRegistry} about parents, labels of scenarios, weights, rollback and history. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(300)
abstract class PromptReleaseContract {

    static final int THREADS = 8;

    private final List<PromptRegistry> opened = new ArrayList<>();
    PromptRegistry registry;

    /**
     * Opens the registry of the running test. The first call in a test opens an empty one; where the registry is
     * {@link #durable()}, a later call opens what the earlier one kept. The contract closes what it opened, where it is
     * {@link AutoCloseable}.
     */
    protected abstract PromptRegistry open();

    /** Whether versions and labels outlive the registry that kept them; true by default. */
    protected boolean durable() {
        return true;
    }

    @BeforeEach
    final void openRegistry() {
        registry = open();
        opened.add(registry);
    }

    @AfterEach
    final void closeRegistries() throws Exception {
        for (PromptRegistry each : opened) {
            if (each instanceof AutoCloseable closeable) {
                closeable.close();
            }
        }
    }

    @Test
    void should_say_which_version_each_was_made_after() {
        for (String text : List.of("one", "two", "three")) {
            publish("p", text);
        }
        assertThat(registry.versions("p")).extracting(PromptVersion::parent).containsExactly(0, 1, 2);
    }

    @Test
    void should_tell_a_publisher_who_was_overtaken_which_version_is_the_newest() {
        publish("p", "one");
        PromptVersion two =
                registry.publish(PromptDraft.builder("p").user("two").build(), 1);
        assertThat(two.parent()).isEqualTo(1);
        for (int parent : new int[] {0, 1, 3}) {
            assertThatThrownBy(() -> registry.publish(
                            PromptDraft.builder("p").user("late").build(), parent))
                    .isInstanceOfSatisfying(PromptConflictException.class, conflict -> assertThat(conflict.newest())
                            .isEqualTo(2))
                    .hasMessageContaining("2");
        }
        assertThat(registry.versions("p")).hasSize(2);
        assertEqual(two, registry.publish(PromptDraft.builder("p").user("two").build(), 1));
    }

    @Test
    void should_let_one_of_many_publishers_with_the_same_parent_win_and_tell_the_others() {
        publish("p", "one");
        List<Integer> numbers = Together.call(THREADS, thread -> {
            try {
                return registry.publish(
                                PromptDraft.builder("p").user("by " + thread).build(), 1)
                        .number();
            } catch (PromptConflictException e) {
                return -e.newest();
            }
        });
        assertThat(numbers).containsOnlyOnce(2).containsOnly(2, -2);
        assertThat(registry.versions("p")).hasSize(2);
    }

    @Test
    void should_let_a_scenario_stay_where_it_is_while_others_move_on() {
        publish("p", "one");
        publish("p", "two");
        registry.label("p", "production", 1);
        registry.label("p", move("production").scenario("客服").to(1).build());
        registry.label("p", "production", 2);
        assertThat(get("p@production", "客服").number()).isEqualTo(1);
        assertThat(get("p@production", "other").number()).isEqualTo(2);
        assertThat(get("p@production").number()).isEqualTo(2);
        registry.label("p", LabelChange.remove("production").scenario("客服").build());
        assertThat(get("p@production", "客服").number()).isEqualTo(2);
        assertThatThrownBy(() -> registry.label(
                        "p", LabelChange.remove("production").scenario("客服").build()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void should_know_a_label_that_one_scenario_alone_has_only_there() {
        publish("p", "one");
        registry.label("p", move("canary").scenario("客服").to(1).build());
        assertThat(get("p@canary", "客服").number()).isEqualTo(1);
        assertThatThrownBy(() -> get("p@canary")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> get("p@canary", "other")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void should_give_each_user_one_version_by_weight_and_always_the_same() {
        publish("p", "one");
        publish("p", "two");
        Rollout rollout = Rollout.of(Map.of(1, 80, 2, 20));
        registry.label("p", move("production").to(rollout).build());
        int users = 500;
        int onTwo = 0;
        for (int i = 0; i < users; i++) {
            CallContext user = CallContext.tenant("甲").user("用户" + i);
            int number =
                    registry.get(PromptRef.parse("p@production"), "a", user).number();
            assertThat(number).isEqualTo(rollout.pick("p", user));
            assertThat(registry.get(PromptRef.parse("p@production"), "b", user).number())
                    .isEqualTo(number);
            onTwo += number - 1;
        }
        assertThat(onTwo).isBetween(users / 10, users * 3 / 10);
        assertThat(get("p@production").number()).isEqualTo(1);
    }

    @Test
    void should_take_a_label_back_step_by_step() {
        for (String text : List.of("one", "two", "three")) {
            publish("p", text);
        }
        for (int number : new int[] {1, 2, 3}) {
            registry.label("p", "production", number);
        }
        LabelMove back = registry.label(
                "p", LabelChange.rollback("production").by("李雷").note("太短").build());
        assertThat(back.from()).isEqualTo(Rollout.of(3));
        assertThat(back.to()).isEqualTo(Rollout.of(2));
        assertThat(get("p@production").number()).isEqualTo(2);
        assertThat(registry.label("p", LabelChange.rollback("production").build())
                        .to())
                .isEqualTo(Rollout.of(1));
        assertThatThrownBy(() ->
                        registry.label("p", LabelChange.rollback("production").build()))
                .isInstanceOf(PromptException.class);
        assertThatThrownBy(() ->
                        registry.label("p", LabelChange.rollback("staging").build()))
                .isInstanceOf(NotFoundException.class);
        assertThat(get("p@production").number()).isEqualTo(1);
    }

    @Test
    void should_take_a_scenario_back_to_the_label_for_all() {
        publish("p", "one");
        publish("p", "two");
        registry.label("p", "production", 1);
        registry.label("p", move("production").scenario("客服").to(2).build());
        LabelMove back = registry.label(
                "p", LabelChange.rollback("production").scenario("客服").build());
        assertThat(back.to().isNone()).isTrue();
        assertThat(get("p@production", "客服").number()).isEqualTo(1);
    }

    @Test
    void should_keep_a_history_of_labels_that_only_grows() {
        publish("p", "one");
        publish("p", "two");
        assertThat(registry.history("p")).isEmpty();
        registry.label("p", move("production").to(1).by("李雷").note("first").build());
        registry.label("p", move("production").to(2).by("韩梅梅").build());
        registry.label(
                "p", LabelChange.rollback("production").by("李雷").note("太短").build());
        registry.label("p", LabelChange.remove("production").build());
        assertThat(registry.history("p"))
                .extracting(m -> m.change().kind() + " " + m.from() + " " + m.to() + " "
                        + m.change().by() + " " + m.change().note())
                .containsExactly("MOVE none 1 李雷 first", "MOVE 1 2 韩梅梅 ", "ROLLBACK 2 1 李雷 太短", "REMOVE 1 none  ");
        assertThat(registry.history("p")).isSortedAccordingTo(Comparator.comparing(LabelMove::at));
        assertThatThrownBy(() -> registry.history("nothing")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void should_lose_no_move_when_many_threads_move_labels() {
        publish("p", "one");
        publish("p", "two");
        int each = 5;
        Together.call(THREADS, thread -> {
            for (int i = 0; i < each; i++) {
                registry.label(
                        "p", move("label-" + thread).to(1 + i % 2).note("" + i).build());
            }
            return thread;
        });
        assertThat(registry.history("p")).hasSize(THREADS * each);
        assertThat(registry.labels("p")).hasSize(THREADS).allSatisfy(label -> assertThat(label.target())
                .isEqualTo(Rollout.of(1)));
    }

    @Test
    void should_be_in_good_health_when_nothing_is_wrong() {
        publish("p", "one");
        registry.label("p", "production", 1);
        assertThat(registry.health().isGood()).isTrue();
        assertThat(registry.health().away()).isNull();
    }

    static LabelChange.Builder move(String label) {
        return LabelChange.move(label);
    }

    PromptVersion get(String ref, String scenario) {
        return registry.get(PromptRef.parse(ref), scenario, CallContext.empty());
    }

    PromptVersion publish(String name, String user) {
        return registry.publish(PromptDraft.builder(name).user(user).build());
    }

    PromptVersion get(String ref) {
        return registry.get(PromptRef.parse(ref));
    }

    static void assertEqual(PromptVersion expected, PromptVersion actual) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
}
