package io.llmops.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmops.api.eval.Example;
import io.llmops.api.eval.Metric;
import io.llmops.api.eval.Output;
import io.llmops.api.eval.Score;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.MetricProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextMetricsTest {

    private static final Offset<Double> TINY = within(1e-12);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    True        | " TRUE. "      | 1
                    是的         | 是的。          | 1
                    ＡＢＣ       | abc            | 1
                    3.5         | 35             | 0
                    -5          | 5              | 0
                    1,000       | 1000           | 1
                    True        | It is True     | 0
                    ) ]         | )]             | 1
                    ) ]         | ])             | 0
                    """)
    void should_match_exactly_but_for_case_width_space_and_punctuation(String expected, String answer, double score) {
        assertThat(value(TextMetrics.exact(), expected, answer)).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no          | So the answer is no.        | 1
                    no          | Nothing is known            | 0
                    10 天        | 年假最多可结转１０天。           | 1
                    北京         | 首都是北京。                   | 1
                    北京         | 北方的京城                     | 0
                    5           | It costs 3.5 yuan           | 0
                    New York    | in new   york, they say     | 1
                    New York    | York is new                 | 0
                    True        | ''                          | 0
                    """)
    void should_find_the_expected_answer_as_whole_words(String expected, String answer, double score) {
        assertThat(value(TextMetrics.contains(), expected, answer)).isEqualTo(score);
    }

    @Test
    void should_compute_f1_over_words_without_articles() {
        // 4 words given, 3 expected, 2 in common.
        assertThat(value(TextMetrics.f1(0.5), "the Denver Broncos team", "A Denver Broncos of Denver"))
                .isEqualTo(2.0 * 2 / (4 + 3), TINY);
    }

    @Test
    void should_compute_f1_by_character_in_chinese() {
        // 北京市 against 北京: 3 and 2 characters, 2 in common.
        assertThat(value(TextMetrics.f1(0.5), "北京市", "北京")).isEqualTo(0.8, TINY);
    }

    @Test
    void should_give_f1_of_nothing_in_common_and_of_an_empty_answer_as_zero() {
        assertThat(value(TextMetrics.f1(0.5), "yes", "no")).isZero();
        assertThat(value(TextMetrics.f1(0.5), "yes", "")).isZero();
    }

    @Test
    void should_leave_rows_without_expected_answer_unscored() {
        assertThat(TextMetrics.contains().score(row(null), Output.of("yes"))).isInstanceOf(Score.Unscored.class);
        assertThat(TextMetrics.exact().score(row(" "), Output.of(" "))).isInstanceOf(Score.Unscored.class);
    }

    @Test
    void should_expect_a_refusal_just_where_there_is_no_answer() {
        Output refusal = new Output("我不知道", false, List.of(), Usage.unknown(), Duration.ZERO);

        assertThat(TextMetrics.answered().score(row(null), refusal)).isEqualTo(Score.of(1));
        assertThat(TextMetrics.answered().score(row("10"), refusal)).isEqualTo(Score.of(0));
        assertThat(TextMetrics.answered().score(row("10"), Output.of("9"))).isEqualTo(Score.of(1));
        assertThat(TextMetrics.answered().score(row(null), Output.of("9"))).isEqualTo(Score.of(0));
    }

    @Test
    void should_be_found_by_name() {
        assertThat(ServiceLoader.load(MetricProvider.class))
                .allSatisfy(p -> assertThat(p.metric(Map.of()).name()).isEqualTo(p.name()))
                .extracting(MetricProvider::name)
                .containsExactlyInAnyOrder("exact", "contains", "f1", "answered");
    }

    @Test
    void should_take_the_threshold_of_f1_from_its_settings_and_no_others() {
        MetricProvider f1 = new TextMetricProviders.F1();

        assertThat(f1.metric(Map.of("threshold", "0.8")).threshold()).isEqualTo(0.8);
        assertThatThrownBy(() -> f1.metric(Map.of("threshold", "80%")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'80%'");
        assertThatThrownBy(() -> f1.metric(Map.of("treshold", "0.8")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("[treshold]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextMetrics.f1(1.5))
                .withMessageContaining("1.5");
    }

    private static double value(Metric metric, String expected, String answer) {
        return ((Score.Value) metric.score(row(expected), Output.of(answer))).value();
    }

    private static Example row(@Nullable String expected) {
        return Example.of(Map.of("q", "?"), expected, "");
    }
}
