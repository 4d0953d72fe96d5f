package io.llmops.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.knowledge.Citation;
import io.llmops.api.knowledge.Groundedness;
import io.llmops.api.knowledge.Passage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundAnswerTest {

    private final List<Passage> passages = List.of(
            passage("a", "Up to five days carry over. They lapse on 31 March."), passage("b", "年假最多可结转五天。三月底前使用。"));

    @Test
    void should_bind_references_to_passages_in_every_common_form() {
        BoundAnswer answer = BoundAnswer.bind("Five days [1]. 五天【2】。 Both [1, 2].", passages);

        assertThat(answer.citations()).extracting(Citation::number).containsExactly(1, 2);
        assertThat(answer.citations().get(1).passage().id()).isEqualTo("b");
        assertThat(answer.text()).isEqualTo("Five days [1]. 五天[2]。 Both [1][2].");
    }

    @Test
    void should_take_out_references_that_resolve_to_nothing() {
        BoundAnswer answer = BoundAnswer.bind("Five days [1]. Ten more [7].", passages);

        assertThat(answer.unresolved()).containsExactly(7);
        assertThat(answer.text()).isEqualTo("Five days [1]. Ten more .");
        assertThat(answer.citations()).hasSize(1);
    }

    @Test
    void should_count_as_grounded_only_what_stands_in_the_passage_that_is_cited() {
        assertThat(share("Up to five days carry over [1]. They never lapse [1]."))
                .isEqualTo(0.5);
        assertThat(share("Up to five days carry over [2].")).isZero();
        assertThat(share("“年假最多可结转五天”[2]")).isEqualTo(1);
        assertThat(share("Up to five days carry over.")).isZero();
    }

    @Test
    void should_not_judge_an_empty_reply() {
        assertThat(BoundAnswer.bind("", passages).groundedness().method()).isEqualTo(Groundedness.Method.NONE);
    }

    private double share(String reply) {
        return BoundAnswer.bind(reply, passages).groundedness().share();
    }

    private static Passage passage(String id, String text) {
        return new Passage(id, id + ".md", id, text, 0.9, Map.of());
    }
}
