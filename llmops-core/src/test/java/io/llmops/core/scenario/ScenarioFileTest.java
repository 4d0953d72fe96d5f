package io.llmops.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.llmops.LlmOps;
import io.llmops.LlmOpsBuilder;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Retrieval;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.ModelSettings;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.PartContext;
import io.llmops.api.spi.ScenarioPartProvider;
import io.llmops.test.ScriptedChatModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {

    @TempDir
    Path directory;

    @Test
    void should_build_a_scenario_with_a_part_that_another_module_brings() throws IOException {
        Files.writeString(directory.resolve("words.txt"), "夜莺计划\tproject\n");
        try (LlmOps ops = ops().provider(new FakePart()).build()) {
            Scenario scenario = ops.scenario(file("""
                scenario: handbook-qa
                model: fake/one
                top: 3
                knowledge: {name: handbook}
                guard: {words: words.txt, action: refuse}
                budget: {per: day, zone: Asia/Shanghai, money: 5 USD}
                """));

            assertThat(scenario.name()).isEqualTo("handbook-qa");
            assertThat(scenario.knowledge().orElseThrow().name()).isEqualTo("handbook of handbook-qa");
            assertThat(scenario.ask("夜莺计划？").answered()).isFalse();
        }
    }

    @Test
    void should_take_several_budgets_and_rate_limits() throws IOException {
        try (LlmOps ops = ops().build()) {
            Scenario scenario = ops.scenario(file("""
                scenario: 客服
                model: fake/one
                budget:
                  - {per: minute, tokens: 100000, subject: tenant, alertAt: [0.5, 0.8]}
                  - {per: month, calls: 2, zone: Asia/Shanghai}
                  - {per: day, money: 5 USD, degradeTo: fake/two, from: 0.75}
                  - {per: day, money: 4, name: soft, action: alert}
                rateLimit: [{calls: 60, per: 1m, subject: user, maxWait: 500ms}, {tokens: 100000, per: 1h}]
                """));
            assertThat(scenario.ask("一").answered()).isTrue();
            assertThat(scenario.ask("二").answered()).isTrue();
            assertThatThrownBy(() -> scenario.ask("三"))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("2 calls a month (Asia/Shanghai)");
        }
    }

    @Test
    void should_name_what_is_wrong_with_a_budget_or_a_rate_limit() throws IOException {
        String start = "scenario: s\nmodel: fake/one\n";
        assertWrong(start + "budget: {per: week, calls: 1}", "budget", "week", "month");
        assertWrong(start + "budget: {calls: 1, tokens: 2}", "budget", "one of money, tokens and calls");
        assertWrong(start + "budget: [{calls: 1, when: now}]", "budget", "'when'", "subject");
        assertWrong(start + "budget: {calls: 1, zone: Mars/Base}", "budget", "Mars/Base");
        assertWrong(start + "budget: {calls: 1.5}", "budget", "1.5");
        assertWrong(start + "budget: {calls: 1, action: pray}", "budget", "pray", "refuse");
        assertWrong(start + "budget: {calls: 1, subject: planet}", "budget", "planet", "tenant");
        assertWrong(start + "rateLimit: {calls: 1, per: soon}", "rateLimit", "soon");
        assertWrong(start + "rateLimit: {per: 1m}", "rateLimit", "one of calls and tokens");
        assertWrong(start + "rateLimit: many", "rateLimit", "settings");
    }

    @Test
    void should_say_what_is_missing_when_no_module_brings_the_part() throws IOException {
        assertWrong(
                "scenario: s\nmodel: fake/one\nknowledge: {name: x}\n", "knowledge needs llmops-rag on the class path");
    }

    @Test
    void should_name_the_key_that_is_wrong() throws IOException {
        assertWrong("scenario: s\nmodel: fake/one\ntemperatur: 1\n", "temperatur", "there are");
        assertWrong("scenario: s\n", "model", "required");
        assertWrong("scenario: s\nmodel: fake/one\ntop: none\n", "top", "positive");
        assertWrong("scenario: s\nmodel: fake/one\nbudget: {money: much}\n", "budget");
        assertWrong("scenario: [\n", "line 2", "YAML");
        assertWrong("", "no settings");
    }

    @Test
    void should_give_the_model_the_settings_of_the_file_beside_those_of_the_application() throws IOException {
        FakeModels models = new FakeModels();
        try (LlmOps ops = LlmOps.builder()
                .discovery(false)
                .provider(models)
                .model("fake/one", m -> m.setting("seed", "7").setting("temperature", "1"))
                .build()) {
            ops.scenario(
                    file("scenario: s\nmodel: {ref: fake/one, temperature: 0, timeout: 2m, baseUrl: 'http://h/v1'}\n"));
            ops.scenario(file("scenario: t\nmodel: fake/one\n"));
        }
        assertThat(models.made).hasSize(2);
        ModelSpec own = models.made.get(0);
        assertThat(own.settings()).containsExactlyInAnyOrderEntriesOf(Map.of("seed", "7", "temperature", "0"));
        assertThat(own.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(own.baseUrl("FAKE_URL")).contains("http://h/v1");
        ModelSpec shared = models.made.get(1);
        assertThat(shared.settings()).containsExactlyInAnyOrderEntriesOf(Map.of("seed", "7", "temperature", "1"));
        assertThat(shared.timeout()).isEqualTo(ModelSpec.DEFAULT_TIMEOUT);
    }

    @Test
    void should_name_the_line_of_a_setting_that_is_wrong() throws IOException {
        String start = "# 客服\nscenario: s\nmodel:\n  ref: fake/one\n  temperature: 0\n";
        assertWrong(start + "  temperatur: 1\n", "line 6: model.temperatur", "unknown setting temperatur");
        assertWrong(start + "  seed: [1]\n", "line 6: model.seed", "[1]");
        assertWrong(start + "  timeout: soon\n", "line 6: model.timeout", "soon");
        assertWrong(start + "  timeout: 0s\n", "line 6: model.timeout", "positive");
        assertWrong(start + "  apiKey: sk-1\n", "line 6: model.apiKey", "variable");
        assertWrong("scenario: s\nmodel: {temperature: 0}\n", "line 2: model", "ref must be");
        assertWrong("scenario: s\nmodel: one\n", "line 2: model", "provider/name");
        assertWrong("scenario: s\nmodel: fake/one\ntop: none\n", "scenario.yaml, line 3: top must be");
    }

    @Test
    void should_name_a_setting_that_the_part_does_not_have() throws IOException {
        Path file = file("scenario: s\nmodel: fake/one\nknowledge: {name: x, tops: 1}\n");
        try (LlmOps ops = ops().provider(new FakePart()).build()) {
            assertThatThrownBy(() -> ops.scenario(file))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("knowledge.tops");
        }
    }

    @Test
    void should_give_an_answer_again_where_the_file_says_so() throws IOException {
        try (LlmOps ops = ops().build()) {
            Scenario scenario = ops.scenario(file("""
                scenario: faq
                model: fake/one
                cache: {ttl: PT10M, entries: 100, tools: true}
                """));

            assertThat(scenario.ask("q").outcome()).isEqualTo(Outcome.OK);
            assertThat(scenario.ask("q").outcome()).isEqualTo(Outcome.CACHED);
        }
    }

    @Test
    void should_name_the_setting_of_the_cache_that_is_wrong() throws IOException {
        String scenario = "scenario: s\nmodel: fake/one\ncache: ";
        assertWrong(scenario + "{ttl: 1 hour}\n", "cache.ttl", "1 hour");
        assertWrong(scenario + "{ttl: PT0S}\n", "cache.ttl", "positive");
        assertWrong(scenario + "{entries: many}\n", "cache.entries", "number");
        assertWrong(scenario + "{size: 1}\n", "cache.size", "there are");
        assertWrong(scenario + "{threshold: 0.9}\n", "cache.threshold", "Cache.semantic");
        assertWrong(scenario + "{tools: 1}\n", "cache.tools", "true or false");
        assertWrong(scenario + "yes\n", "cache", "{ttl: PT1H}");
    }

    @Test
    void should_put_guards_together_in_the_order_in_which_they_act() throws IOException {
        Files.writeString(directory.resolve("words.txt"), "夜莺计划\tproject\n");
        try (LlmOps ops = ops().build()) {
            Scenario scenario = ops.scenario(file("""
                scenario: faq
                model: fake/one
                guard:
                  words: words.txt
                  action: refuse
                  pii: {kinds: [email, chinese-id], action: pseudonym}
                  injection: {action: refuse, threshold: 0.6}
                  output: {maxLength: 10, language: zh, promptLeak: true, citations: true, repairs: 1}
                """));
            assertThat(scenario.guards().list())
                    .extracting(Object::toString)
                    .containsExactly(
                            "SensitiveWords[1 words, REFUSE]",
                            "PersonalData[[EMAIL, CHINESE_ID], PSEUDONYM]",
                            "PromptInjection[REFUSE from 0.6]",
                            "OutputCheck[length]",
                            "OutputCheck[language]",
                            "OutputCheck[citations]",
                            "OutputCheck[prompt-leak]");
            assertThat(scenario.guards().repairs()).isEqualTo(1);
        }
    }

    @Test
    void should_name_the_line_and_the_setting_of_a_guard_that_is_wrong() throws IOException {
        String scenario = "scenario: s\nmodel: fake/one\nguard:\n  ";
        assertWrong(scenario + "pi: mask\n", "line 4", "guard.pi", "there are");
        assertWrong(scenario + "pii: hide\n", "line 4", "guard.pii", "'hide'", "pseudonym");
        assertWrong(
                scenario + "injection: log\n  pii:\n    kinds: [email, iris]\n", "line 6", "guard.pii.kinds", "'iris'");
        assertWrong(scenario + "pii: {kinds: []}\n", "line 4", "guard.pii.kinds", "chinese-id");
        assertWrong(scenario + "injection: {threshold: 2}\n", "guard.injection.threshold", "2");
        assertWrong(scenario + "action: mask\n", "guard.action", "words:");
        assertWrong(scenario + "output: {maxLength: long}\n", "guard.output.maxLength", "whole number");
        assertWrong(scenario + "output: {minLength: 5, maxLength: 2}\n", "guard.output.maxLength", "less than");
        assertWrong(scenario + "output: {language: fr}\n", "guard.output.language", "fr");
        assertWrong(scenario + "output: {citations: 1}\n", "guard.output.citations", "true or false");
        assertWrong(scenario + "output: {json: true, repairs: 9}\n", "guard.output.repairs", "9");
        assertWrong(scenario + "output: {json: nowhere.json}\n", "guard.output.json", "nowhere.json");
        assertWrong("scenario: s\nmodel: fake/one\nguard: yes\n", "line 3", "guard", "settings");
    }

    @Test
    void should_name_a_file_that_is_not_there() {
        try (LlmOps ops = ops().build()) {
            assertThatThrownBy(() -> ops.scenario(directory.resolve("no.yaml")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("no.yaml");
        }
    }

    private void assertWrong(String yaml, String... parts) throws IOException {
        Path file = file(yaml);
        try (LlmOps ops = ops().build()) {
            assertThatThrownBy(() -> ops.scenario(file))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(parts);
        }
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("scenario.yaml"), yaml);
    }

    private static LlmOpsBuilder ops() {
        return LlmOps.builder().discovery(false).provider(new FakeModels());
    }

    private static final class FakeModels implements ChatModelProvider {
        private final List<ModelSpec> made = new ArrayList<>();

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public ChatModel chatModel(ModelSpec spec) {
            ModelSettings.of(spec, Set.of("temperature", "seed"));
            made.add(spec);
            return ScriptedChatModel.replying("hi", "hi");
        }

        @Override
        public boolean local() {
            return true;
        }
    }

    private static final class FakePart implements ScenarioPartProvider {
        @Override
        public String name() {
            return "knowledge";
        }

        @Override
        public JsonObjectSchema schema() {
            return JsonObjectSchema.builder().addStringProperty("name").build();
        }

        @Override
        public Object build(Map<String, Object> settings, PartContext context) {
            String name = settings.get("name") + " of " + context.scenario();
            return new Knowledge() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public Retrieval retrieve(KnowledgeQuery query) {
                    throw new IllegalStateException("not asked in this test");
                }
            };
        }
    }
}
