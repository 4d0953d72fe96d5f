package io.llmops.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a module brings to a host's class path is a committed list: a new jar is a change that a reviewer sees. */
class ThirdPartyTest {

    private static final Pattern ARTIFACT = Pattern.compile("^\\s+([\\w.-]+):([\\w.-]+):jar:([\\w.-]+):\\w+.*");

    static String[] modules() {
        return Checkout.MODULES;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void should_bring_exactly_the_jars_of_its_committed_list(String module) throws IOException {
        Path built = Checkout.ROOT.resolve(module).resolve("target/third-party.txt");
        assumeTrue(Files.exists(built), "third-party.txt is made by a build with all gates, not by -Dquick");
        Path committed = Checkout.ROOT.resolve(module).resolve("third-party.txt");

        List<String> actual = Files.readAllLines(built).stream()
                .map(ARTIFACT::matcher)
                .filter(Matcher::matches)
                .filter(m -> !m.group(1).equals("io.llmops"))
                .map(m -> m.group(1) + ":" + m.group(2) + ":" + m.group(3))
                .sorted()
                .toList();

        assertThat(actual)
                .as("jars of %s; if the change is meant, write them into %s", module, committed.getFileName())
                .isEqualTo(Files.readAllLines(committed));
    }
}
