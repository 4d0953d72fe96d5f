package io.llmops.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.eval.Metric;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.spi.MetricProvider;
import io.llmops.api.spi.ToolProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderRegistryTest {

    @TempDir
    Path directory;

    @Test
    void should_load_the_rest_when_four_jars_are_broken_each_in_its_own_way() throws IOException {
        JarFixture jars = new JarFixture(directory);
        Path good = jars.jar("good", "fixture.Good", JarFixture.source("Good", "good", ""));
        Path throwing = jars.jar(
                "throwing",
                "fixture.Throwing",
                JarFixture.source(
                        "Throwing", "throwing", "public Throwing() { throw new IllegalStateException(\"no\"); }"));
        Path lacking = jars.jar(
                "lacking",
                "fixture.Lacking",
                List.of(
                        JarFixture.source("Lacking", "lacking", "extends Parent"),
                        "package fixture; public class Parent {}"),
                List.of("Parent"),
                bytes -> bytes);
        Path newer = jars.jar(
                "newer",
                "fixture.Newer",
                List.of(JarFixture.source("Newer", "newer", "")),
                List.of(),
                ProviderRegistryTest::ofAVersionThatNoJvmKnows);
        Path first = jars.jar("first", "fixture.First", JarFixture.source("First", "twin", ""));
        Path second = jars.jar("second", "fixture.Second", JarFixture.source("Second", "twin", ""));

        try (URLClassLoader loader = loader(throwing, lacking, newer, first, second, good)) {
            ProviderRegistry registry = ProviderRegistry.of(List.of(), loader);

            assertThat(registry.names(MetricProvider.class)).containsExactly("good");
            assertThat(registry.get(MetricProvider.class, "good").name()).isEqualTo("good");
            assertThatThrownBy(() -> registry.get(MetricProvider.class, "twin"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("'twin'", "first.jar", "second.jar");
            assertThatThrownBy(() -> registry.get(MetricProvider.class, "throwing"))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContainingAll("metric provider", "'throwing'", "good");
        }
    }

    @Test
    void should_prefer_a_provider_given_by_hand_to_a_found_one_of_the_same_name() throws IOException {
        Path good = new JarFixture(directory).jar("good", "fixture.Good", JarFixture.source("Good", "good", ""));
        ByHand byHand = new ByHand();
        try (URLClassLoader loader = loader(good)) {
            ProviderRegistry registry = ProviderRegistry.of(List.of(byHand), loader);

            assertThat(registry.get(MetricProvider.class, "good")).isSameAs(byHand);
            assertThat(registry.all(MetricProvider.class)).containsExactly(byHand);
        }
    }

    @Test
    void should_look_for_nothing_when_discovery_is_off() {
        ProviderRegistry registry = ProviderRegistry.of(List.of(new ByHand()));

        assertThat(registry.names(MetricProvider.class)).containsExactly("good");
        assertThatThrownBy(() -> registry.get(ToolProvider.class, "x"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("none on the class path");
    }

    private static byte[] ofAVersionThatNoJvmKnows(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[6] = 0;
        changed[7] = (byte) 250;
        return changed;
    }

    private static URLClassLoader loader(Path... jars) throws IOException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        return new URLClassLoader(urls, ProviderRegistryTest.class.getClassLoader());
    }

    private static final class ByHand implements MetricProvider {
        @Override
        public String name() {
            return "good";
        }

        @Override
        public Metric metric(Map<String, String> settings) {
            throw new IllegalStateException("not asked for here");
        }
    }
}
