package io.llmops.core.guard.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.spi.JsonSchemaCheck.Problem;
import io.llmops.core.answer.NoAnswer;
import io.llmops.core.answer.PassageBlock;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.GuardHit;
import io.llmops.core.guard.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputCheckTest {

    private static final GuardContext ANSWER = GuardContext.of("s").at(WordMatch.Stage.OUTPUT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n{\"a\": [1]}\n```",
                "Here it is:\n{\"a\": [1]}\nAnything else?",
                "```\n{\"a\": [1]}",
            })
    void should_take_fences_and_words_off_json(String answer) {
        assertThat(OutputCheck.json().check(answer, ANSWER).rewritten()).contains("{\"a\": [1]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "{\"a\": ", "{\"a\": 1} {\"b\": 2}", "[1, 2", "{a: 1}"})
    void should_refuse_what_is_no_json(String answer) {
        assertThat(OutputCheck.json().check(answer, ANSWER).refused()).isTrue();
    }

    @Test
    void should_tell_the_model_what_the_schema_wants_and_the_exception_only_how_much_is_wrong() {
        OutputCheck check = OutputCheck.json(
                        json -> List.of(new Problem("required", "$.name is missing beside secret")))
                .repairs(1);
        Verdict verdict = check.check("{}", ANSWER);
        assertThat(verdict.refused()).isTrue();
        assertThat(verdict.instruction().orElseThrow()).contains("$.name is missing");
        assertThat(verdict.reason()).contains("1 violation", "required").doesNotContain("secret");
        assertThat(verdict.hits()).containsExactly(new GuardHit("json-schema", "output", 0));
        assertThat(check.repairs(0).check("{}", ANSWER).instruction()).isEmpty();
    }

    @Test
    void should_say_which_jar_is_missing_for_a_schema() {
        assertThatThrownBy(() -> OutputCheck.json("{}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("llmops-schema");
        assertThatThrownBy(() -> OutputCheck.json(Path.of("nowhere.json")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nowhere.json");
    }

    @Test
    void should_count_characters_and_not_units() {
        OutputCheck check = OutputCheck.length(2, 3);
        assertThat(check.check("😀😀", ANSWER).refused()).isFalse();
        assertThat(check.check("😀", ANSWER).refused()).isTrue();
        assertThat(check.check("年假五天", ANSWER).reason()).contains("4 characters");
        assertThatThrownBy(() -> OutputCheck.length(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh | 年假可以顺延五天，逾期作废，请在三月底之前使用完毕。 | true",
                "zh | Five days of leave carry over until the end of March next year. | false",
                "zh | 请使用 Spring Boot 与 LangChain4j 的 ChatModel 来调用模型服务接口。 | true",
                "en | Five days of leave carry over until the end of March next year. | true",
                "en | 年假可以顺延五天，逾期作废，请在三月底之前使用完毕。 | false",
                "en | The word 年假 means annual leave, as the handbook says on page four. | true",
                "zh | OK | true",
                "en | 1234567890 1234567890 | true",
            })
    void should_judge_a_language_by_its_script(String tag, String answer, boolean good) {
        assertThat(OutputCheck.language(tag).check(answer, ANSWER).refused()).isNotEqualTo(good);
    }

    @Test
    void should_want_a_reference_where_there_were_passages() {
        String block = PassageBlock.render(List.of(new Passage("1", "d", "t", "五天。", 1, Map.of())), "k3f9x2abcdef");
        GuardContext asked = ANSWER.messages(List.of(UserMessage.from(block + "\n\nQuestion: 几天？")));
        assertThat(OutputCheck.citations().check("五天 [1]。", asked).refused()).isFalse();
        assertThat(OutputCheck.citations().check("五天 [2]。", asked).refused()).isTrue();
        assertThat(OutputCheck.citations().check("五天。", asked).refused()).isTrue();
        assertThat(OutputCheck.citations().check(NoAnswer.MARK, asked).refused())
                .isFalse();
        assertThat(OutputCheck.citations().check("五天。", ANSWER).refused()).isFalse();
    }

    @Test
    void should_run_a_check_of_the_applications_own_or_only_record_it() {
        OutputCheck polite = OutputCheck.custom("polite", text -> text.contains("please"));
        assertThat(polite.check("now!", ANSWER).reason()).contains("polite");
        Verdict logged = polite.log().check("now!", ANSWER);
        assertThat(logged.refused()).isFalse();
        assertThat(logged.hits()).containsExactly(new GuardHit("polite", "output", 0));
        assertThatThrownBy(() -> polite.repairs(6)).hasMessageContaining("6");
    }

    @Test
    void should_let_an_answer_be_that_shares_some_words_with_the_system_message() {
        GuardContext asked =
                ANSWER.messages(List.of(SystemMessage.from("Answer from the passages. Name each by number.")));
        assertThat(OutputCheck.promptLeak()
                        .check("The passages name each leave day.", asked)
                        .refused())
                .isFalse();
    }
}
