package io.llmops.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheTest {

    @Test
    void should_name_the_setting_and_the_value_that_are_wrong() {
        assertThatThrownBy(() -> Cache.exact().ttl(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ttl")
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> Cache.exact().maxEntries(0))
                .hasMessageContaining("maxEntries")
                .hasMessageContaining("0");
        assertThatThrownBy(() -> Cache.exact().maxAnswerBytes(-1))
                .hasMessageContaining("maxAnswerBytes")
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> Cache.semantic("onnx/all-minilm-l6-v2").threshold(1.1))
                .hasMessageContaining("threshold")
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> Cache.semantic("onnx/all-minilm-l6-v2").threshold(Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Cache.exact().store(" ")).hasMessageContaining("jdbcUrl");
    }

    @Test
    void should_refuse_a_threshold_that_nothing_would_use() {
        assertThatThrownBy(() -> Cache.exact().threshold(0.9))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Cache.semantic");
    }

    @Test
    void should_refuse_an_embedding_model_that_is_no_reference() {
        assertThatThrownBy(() -> Cache.semantic("all-minilm")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void should_leave_what_it_was_made_from_as_it_is() {
        Cache hour = Cache.exact();

        assertThat(hour.ttl(Duration.ofMinutes(1))).isNotEqualTo(hour);
        assertThat(hour).isEqualTo(Cache.exact().ttl(Cache.DEFAULT_TTL));
        assertThat(hour.store(Path.of("a.db")))
                .isEqualTo(hour.store("jdbc:sqlite:a.db"))
                .hasSameHashCodeAs(hour.store("jdbc:sqlite:a.db"));
        assertThat(hour.isSemantic()).isFalse();
    }
}
