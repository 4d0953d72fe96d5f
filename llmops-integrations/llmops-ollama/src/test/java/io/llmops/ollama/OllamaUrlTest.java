package io.llmops.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaUrlTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:11434",
        "0.0.0.0, http://127.0.0.1:11434",
        ":8080, http://localhost:8080",
        "gpu-box:8080, http://gpu-box:8080",
        "[::1]:8080, http://[::1]:8080",
        "http://gpu-box:8080/, http://gpu-box:8080",
        "https://models.example/ollama/, https://models.example/ollama"
    })
    void should_read_what_ollama_reads(String text, String expected) {
        assertThat(OllamaUrl.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "http://", "a b", "http://user:secret@host", "user:secret@host"})
    void should_refuse_the_rest_without_repeating_it(String text) {
        assertThatThrownBy(() -> OllamaUrl.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void should_prefer_the_base_url_and_fall_back_to_the_usual_place() {
        Map<String, String> both = Map.of("OLLAMA_BASE_URL", "http://a:1", "OLLAMA_HOST", "b:2");
        assertThat(OllamaUrl.of(name -> Optional.ofNullable(both.get(name)))).hasToString("http://a:1");
        assertThat(OllamaUrl.of(name -> Optional.empty())).hasToString("http://localhost:11434");
    }
}
