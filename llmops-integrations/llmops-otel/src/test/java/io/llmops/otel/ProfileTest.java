package io.llmops.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {

    @ParameterizedTest
    @CsvSource({
        "gen_ai_latest_experimental, LATEST",
        "'http, gen_ai_latest_experimental', LATEST",
        "http, V1_41",
        "gen_ai_latest_experimental_not, V1_41"
    })
    void should_opt_in_by_the_variable_of_OpenTelemetry(String words, Profile expected) {
        assertThat(Profile.of(Map.of(Profile.OPT_IN, words)::get)).isEqualTo(expected);
    }

    @Test
    void should_write_the_released_conventions_where_nothing_is_said() {
        assertThat(Profile.of(name -> null)).isEqualTo(Profile.V1_41);
    }
}
