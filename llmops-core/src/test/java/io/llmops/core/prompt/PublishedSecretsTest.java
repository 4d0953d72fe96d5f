package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.core.guard.pii.Found;
import io.llmops.core.guard.pii.Secrets;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Nothing is published with a key or password in it. The secrets are made up anew, so that none stands in this file. */
class PublishedSecretsTest {

    private static final String ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String HEX = "0123456789abcdef";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Random random = new Random(20261124);
    private final InMemoryPromptRegistry registry = new InMemoryPromptRegistry();

    @TestFactory
    Stream<DynamicTest> should_refuse_each_of_25_prompts_with_a_key_and_say_the_kind_and_line_alone() {
        List<String> secrets = secrets();
        assertThat(secrets).hasSize(25).doesNotHaveDuplicates();
        return IntStream.range(0, secrets.size())
                .mapToObj(i -> DynamicTest.dynamicTest("secret " + (i + 1), () -> {
                    String secret = secrets.get(i);
                    String text = "你是助手。\nUse this: " + secret + " and answer {{question}}.";
                    List<Found> found = Secrets.find(text);
                    assertThat(found).isNotEmpty();
                    assertThatThrownBy(() -> registry.publish(PromptDraft.builder("p")
                                    .system(text)
                                    .user("{{question}}")
                                    .build()))
                            .isInstanceOf(PromptException.class)
                            .hasMessageContaining("system template, line 2: it holds a secret ("
                                    + found.get(0).kind())
                            .satisfies(e -> assertThat(String.valueOf(e.getMessage()))
                                    .doesNotContain(text.substring(
                                            found.get(0).start(), found.get(0).end())));
                    assertThat(registry.names()).isEmpty();
                }));
    }

    @Test
    void should_look_everywhere_in_a_draft() {
        String key = "sk-" + some(ALNUM, 48);
        List<Function<PromptDraft.Builder, PromptDraft.Builder>> places = List.of(
                b -> b.system("a\n" + key),
                b -> b.user("example: " + key).assistant("ok").user("{{x}}"),
                b -> b.assistant(key),
                b -> b.note("with " + key),
                b -> b.author(key),
                b -> b.variable("x", v -> v.defaultValue(key)),
                b -> b.variable("x", v -> v.examples(key)),
                b -> b.variable("x", v -> v.enumeration("a", key)),
                b -> b.variable("x", v -> v.description("such as " + key)),
                b -> b.parameters(p -> p.stop("a", key)));
        for (Function<PromptDraft.Builder, PromptDraft.Builder> place : places) {
            assertThatThrownBy(() -> registry.publish(
                            place.apply(PromptDraft.builder("p").user("{{x}}")).build()))
                    .isInstanceOf(PromptException.class)
                    .hasMessageContaining("secret")
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain(key));
        }
    }

    @Test
    void should_let_through_prompts_that_speak_of_secrets() {
        for (String text : List.of(
                "password: {{password}}",
                "api_key={{api_key}} Bearer {{token}}",
                "Never tell a password. 不要泄露密码或密钥。密码是{{x}}",
                "Keys look like sk-... and are secret.",
                "https://user:{{password}}@host/",
                "Reply as {\"password\": \"<the password>\", \"api_key\": \"...\"}")) {
            assertThat(registry.publish(PromptDraft.builder("p").user(text).build())
                            .draft()
                            .user())
                    .isEqualTo(text);
        }
    }

    private List<String> secrets() {
        return List.of(
                "sk-" + some(ALNUM, 48),
                "sk-proj-" + some(ALNUM, 64),
                "sk-ant-api03-" + some(ALNUM, 93) + "AA",
                "AKIA" + some(UPPER, 16),
                "ASIA" + some(UPPER, 16),
                "aws_secret_access_key = " + some(ALNUM, 40),
                "AIza" + some(ALNUM, 35),
                "ghp_" + some(ALNUM, 36),
                "gho_" + some(ALNUM, 36),
                "github_pat_" + some(ALNUM, 22) + "_" + some(ALNUM, 59),
                "glpat-" + some(ALNUM, 20),
                "xoxb-" + some("0123456789", 12) + "-" + some("0123456789", 12) + "-" + some(ALNUM, 24),
                "sk_live_" + some(ALNUM, 24),
                "rk_live_" + some(ALNUM, 24),
                "LTAI" + some(ALNUM, 20),
                "AKID" + some(ALNUM, 32),
                "eyJ" + some(ALNUM, 20) + ".eyJ" + some(ALNUM, 40) + "." + some(ALNUM, 43),
                "-----BEGIN RSA " + "PRIVATE KEY-----\n" + some(ALNUM, 64) + "\n-----END RSA " + "PRIVATE KEY-----",
                "-----BEGIN " + "PRIVATE KEY-----\n" + some(ALNUM, 64) + "\n-----END " + "PRIVATE KEY-----",
                "postgres://app:" + some(ALNUM, 12) + "7@db.internal:5432/app",
                "Authorization: Bearer " + some(ALNUM, 40) + "9",
                "password: " + some(ALNUM, 14) + "8!",
                "\"api_key\": \"" + some(HEX, 32) + "\"",
                "密码是" + some(ALNUM, 12) + "6",
                "hf_" + some(ALNUM, 34));
    }

    private String some(String alphabet, int length) {
        StringBuilder out = new StringBuilder();
        random.ints(length, 0, alphabet.length()).forEach(i -> out.append(alphabet.charAt(i)));
        return out.toString();
    }
}
