package io.llmops.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.exception.DatasetException;
import io.llmops.test.ScriptedChatModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueProposalsTest {

    private final Path file;

    ValueProposalsTest(@TempDir Path directory) {
        this.file = directory.resolve("proposals.json");
    }

    private List<String> ask(ScriptedChatModel model, int count) {
        return ValueProposals.of(model, file).values("dish", "家常菜", count, List.of("饺子"));
    }

    @Test
    void should_ask_for_so_many_values_by_description_and_examples() {
        ScriptedChatModel model = ScriptedChatModel.replying("[\"宫保鸡丁\", \"麻婆豆腐\"]");

        assertThat(ask(model, 2)).containsExactly("宫保鸡丁", "麻婆豆腐");
        UserMessage asked = (UserMessage) model.requests().get(0).messages().get(1);
        assertThat(asked.singleText()).contains("\"dish\"", "\"家常菜\"", "[\"饺子\"]", "Give 2 values.");
    }

    @Test
    void should_give_the_same_values_and_rows_again_without_a_model() throws IOException {
        ask(ScriptedChatModel.replying("[\"宫保鸡丁\", \"麻婆豆腐\"]"), 2);
        ScriptedChatModel none = ScriptedChatModel.replying();

        List<Example> rows = Dataset.vary("dish", ask(none, 2)).examples();

        assertThat(none.calls()).isZero();
        assertThat(rows).extracting(Example::id).containsExactly("6d9d84da101defd5", "355464db632badf1");
        assertThat(Files.readString(file)).contains("宫保鸡丁");
    }

    @Test
    void should_add_to_what_is_there_when_more_are_wanted() {
        ask(ScriptedChatModel.replying("[\"a\", \"b\"]"), 2);
        ScriptedChatModel more = ScriptedChatModel.replying("[\"b\", \"c\", \"d\"]");

        assertThat(ask(more, 4)).containsExactly("a", "b", "c", "d");
        assertThat(((UserMessage) more.requests().get(0).messages().get(1)).singleText())
                .contains("[\"a\",\"b\"]", "Give 2 values.");
        assertThat(ask(ScriptedChatModel.replying(), 1)).containsExactly("a");
    }

    @Test
    void should_count_values_that_a_reader_would_call_the_same_once_and_leave_out_the_examples() {
        ScriptedChatModel model =
                ScriptedChatModel.replying("[\"Red wine\", \"red  wine.\", \"饺子！\", \"\", \"ＲＥＤ WINE\", \"tea\"]");

        assertThat(ask(model, 2)).containsExactly("Red wine", "tea");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"a\", \"b\"]",
                "Sure, here you are [as asked]:\n```json\n[\"a\", \"b\"]\n```\nEnjoy!",
                "['a', 'b',]",
                "{\"values\": [\"a\", \"b\"]}",
                "[{\"name\": \"a\", \"note\": \"x\"}, {\"name\": \"b\"}]",
                "[\"a\", \"b\", \"c was cut o",
            })
    void should_read_what_models_make_of_an_array(String answer) {
        assertThat(ask(ScriptedChatModel.replying(answer), 2)).containsExactly("a", "b");
    }

    @Test
    void should_ask_again_a_few_times_and_take_fewer_if_there_are_no_more() {
        ScriptedChatModel model = ScriptedChatModel.replying("I would rather not.", "[\"a\"]", "[\"a\"]", "[\"A.\"]");

        assertThat(ask(model, 3)).containsExactly("a");
        assertThat(model.calls()).isEqualTo(ValueProposals.MAX_CALLS);
        assertThat(ask(ScriptedChatModel.replying(), 3)).containsExactly("a");
    }

    @Test
    void should_say_that_a_model_gave_no_value_and_keep_nothing() {
        ScriptedChatModel model = ScriptedChatModel.replying("no", "no", "[]", "no");

        assertThatThrownBy(() -> ask(model, 3))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("no value of 'dish'")
                .hasMessageContaining("4 calls");
        assertThat(file).doesNotExist();
    }

    @Test
    void should_refuse_a_file_of_something_else_and_a_count_out_of_range() throws IOException {
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> ask(ScriptedChatModel.replying(), 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("proposals.json");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ask(ScriptedChatModel.replying(), 0))
                .withMessageContaining("but is 0");
    }
}
