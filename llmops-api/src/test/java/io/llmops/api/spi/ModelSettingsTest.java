package io.llmops.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.ModelRef;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {

    @Test
    void should_read_values_by_type_and_leave_out_what_is_not_set() {
        ModelSettings settings = settings(Map.of("t", " 0.5 ", "n", "7", "f", "false", "s", "acme"));
        assertThat(settings.decimal("t", 0, 1)).contains(0.5);
        assertThat(settings.integer("n", 1)).contains(7);
        assertThat(settings.flag("f")).contains(false);
        assertThat(settings.text("s")).contains("acme");
        assertThat(settings.text("x")).isEmpty();
        assertThat(settings.decimal("x", 0, 1)).isEmpty();
        assertThat(settings.integer("x", 1)).isEmpty();
        assertThat(settings.flag("x")).isEmpty();
    }

    @Test
    void should_refuse_wrong_values_and_say_what_is_right() {
        ModelSettings settings = settings(Map.of("t", "2.5", "n", "0", "f", "yes", "s", "NaN"));
        assertThatThrownBy(() -> settings.decimal("t", 0, 2))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("model 'acme/m': setting t must be a number from 0.0 to 2.0, but is '2.5'");
        assertThatThrownBy(() -> settings.decimal("s", 0, 2)).hasMessageContaining("but is 'NaN'");
        assertThatThrownBy(() -> settings.decimal("f", 0, 2)).hasMessageContaining("but is 'yes'");
        assertThatThrownBy(() -> settings.integer("n", 1)).hasMessageContaining("a whole number from 1, but is '0'");
        assertThatThrownBy(() -> settings.integer("t", 1)).hasMessageContaining("but is '2.5'");
        assertThatThrownBy(() -> settings.flag("f")).hasMessageContaining("must be true or false");
    }

    @Test
    void should_name_unknown_settings_and_the_known_ones() {
        assertThatThrownBy(() -> settings(Map.of("zz", "1", "yy", "1", "t", "1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("model 'acme/m': unknown setting yy, zz; known are f, n, s, t, x");
    }

    private static ModelSettings settings(Map<String, String> values) {
        ModelSpec spec =
                ModelSpec.builder(ModelRef.parse("acme/m")).settings(values).build();
        return ModelSettings.of(spec, Set.of("t", "n", "f", "s", "x"));
    }
}
