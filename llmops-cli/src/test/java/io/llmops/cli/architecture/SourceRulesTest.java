package io.llmops.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that only the sources can show. */
class SourceRulesTest {

    private static final PublicDeclarations DECLARATIONS = PublicDeclarations.parse();

    @Test
    void should_document_every_public_type_and_member() {
        assertThat(DECLARATIONS.documented()).hasSizeGreaterThan(500);
        assertThat(DECLARATIONS.undocumented()).isEmpty();
    }

    /** Part 2, rule 6. A path given for a store means SQLite; that is the one default that has to have a name. */
    @ParameterizedTest
    @ValueSource(strings = {"llmops-core", "llmops-agent", "llmops-eval"})
    void should_name_no_provider_in_a_library(String module) {
        List<String> providers = List.of("openai", "ollama", "anthropic", "onnx", "sqlite", "postgresql");
        List<String> literals = DECLARATIONS.literals(module);

        assertThat(literals).hasSizeGreaterThan(30);
        assertThat(literals)
                .filteredOn(text -> providers.stream().anyMatch(text.toLowerCase(Locale.ROOT)::contains))
                .isSubsetOf("jdbc:sqlite:");
    }
}
