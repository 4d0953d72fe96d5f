package io.llmops.api.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmops.api.exception.PromptException;
import io.llmops.api.model.CallContext;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RolloutTest {

    private static final int USERS = 20_000;

    @Test
    void should_share_users_out_by_weight() {
        Map<Integer, Integer> counts = new HashMap<>();
        Rollout rollout = Rollout.of(Map.of(3, 70, 5, 20, 6, 10));
        users().forEach(user -> counts.merge(rollout.pick("answer", user), 1, Integer::sum));
        // Five standard deviations of a binomial count of 20,000.
        assertThat(counts.getOrDefault(3, 0) / (double) USERS).isCloseTo(0.7, within(0.017));
        assertThat(counts.getOrDefault(5, 0) / (double) USERS).isCloseTo(0.2, within(0.015));
        assertThat(counts.getOrDefault(6, 0) / (double) USERS).isCloseTo(0.1, within(0.011));
    }

    @Test
    void should_move_only_as_many_users_as_a_weight_grows_by_and_only_to_that_version() {
        Rollout ten = Rollout.of(Map.of(3, 90, 5, 10));
        Rollout thirty = Rollout.of(Map.of(3, 70, 5, 30));
        long back = users().filter(u -> ten.pick("p", u) == 5 && thirty.pick("p", u) == 3)
                .count();
        long forth = users().filter(u -> ten.pick("p", u) == 3 && thirty.pick("p", u) == 5)
                .count();
        assertThat(back).isZero();
        assertThat(forth / (double) USERS).isCloseTo(0.2, within(0.015));
    }

    @Test
    void should_move_nobody_between_two_versions_when_a_third_comes_or_goes() {
        Rollout two = Rollout.of(Map.of(3, 50, 5, 50));
        Rollout three = Rollout.of(Map.of(3, 50, 5, 50, 6, 25));
        assertThat(users().filter(u -> three.pick("p", u) != 6)).allMatch(u -> three.pick("p", u) == two.pick("p", u));
    }

    @Test
    void should_look_at_the_ratio_of_weights_alone() {
        Rollout percent = Rollout.of(Map.of(3, 90, 5, 10));
        Rollout tenths = Rollout.of(Map.of(3, 9, 5, 1));
        assertThat(users()).allMatch(u -> percent.pick("p", u) == tenths.pick("p", u));
    }

    @Test
    void should_not_try_every_new_version_on_the_same_users() {
        Rollout rollout = Rollout.of(Map.of(1, 90, 2, 10));
        long both = users().filter(u -> rollout.pick("a", u) == 2 && rollout.pick("b", u) == 2)
                .count();
        assertThat(both / (double) USERS).isCloseTo(0.01, within(0.005));
    }

    /** Computed apart from this code, in Python, from what the Javadoc says. */
    @Test
    void should_choose_as_documented_so_that_other_languages_can_follow() {
        Rollout rollout = Rollout.of(Map.of(3, 50, 5, 30, 6, 20));
        StringBuilder chosen = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            chosen.append(rollout.pick("客服.回答", CallContext.tenant("甲").user("用户" + i)));
        }
        assertThat(chosen).hasToString("533636336655353533533335");
    }

    @Test
    void should_choose_by_user_within_tenant_then_by_run_then_by_tenant() {
        CallContext tenant = CallContext.tenant("acme");
        assertThat(Rollout.key(tenant.user("u").run("r"))).contains("acme\nu");
        assertThat(Rollout.key(CallContext.empty().user("u"))).contains("\nu");
        assertThat(Rollout.key(tenant.run("r"))).contains("r");
        assertThat(Rollout.key(tenant)).contains("acme");
        assertThat(Rollout.key(CallContext.empty())).isEmpty();
        assertThat(Rollout.of(Map.of(3, 1, 5, 2)).pick("p", CallContext.empty()))
                .isEqualTo(5);
        assertThat(Rollout.of(Map.of(3, 1, 5, 1)).pick("p", CallContext.empty()))
                .isEqualTo(3);
    }

    @Test
    void should_refuse_weights_that_mean_nothing_with_the_value() {
        assertThatThrownBy(() -> Rollout.of(Map.of())).isInstanceOf(PromptException.class);
        assertThatThrownBy(() -> Rollout.of(0))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("0");
        for (int weight : new int[] {0, -5, 1_000_001}) {
            assertThatThrownBy(() -> Rollout.of(Map.of(3, weight)))
                    .isInstanceOf(PromptException.class)
                    .hasMessageContaining("" + weight);
        }
        Map<Integer, Integer> many = new HashMap<>();
        IntStream.rangeClosed(1, 21).forEach(i -> many.put(i, 1));
        assertThatThrownBy(() -> Rollout.of(many)).isInstanceOf(PromptException.class);
        assertThatThrownBy(() -> Rollout.none().pick("p", CallContext.empty()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Stream<CallContext> users() {
        return IntStream.range(0, USERS)
                .mapToObj(i -> CallContext.tenant("acme").user("u" + i));
    }
}
