package io.llmops.api.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import io.llmops.api.exception.PromptException;
import io.llmops.api.model.SeededParameters;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PromptDraftTest {

    @Test
    void should_keep_messages_in_order_with_the_system_message_first() {
        PromptDraft draft = PromptDraft.builder("p")
                .user("2 + 2?")
                .assistant("4")
                .user("{{question}}")
                .system("Be brief.")
                .build();
        assertThat(draft.messages())
                .containsExactly(
                        new PromptMessage(PromptRole.SYSTEM, "Be brief."),
                        new PromptMessage(PromptRole.USER, "2 + 2?"),
                        new PromptMessage(PromptRole.ASSISTANT, "4"),
                        new PromptMessage(PromptRole.USER, "{{question}}"));
        assertThat(draft.system()).contains("Be brief.");
        assertThat(draft.user()).isEqualTo("{{question}}");
        assertThatThrownBy(() -> PromptDraft.builder("p").assistant("x").build())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void should_hash_a_plain_draft_as_the_first_versions_were() {
        // As the first release wrote them, by: printf '\377\377\377\377hello' | sha256sum
        assertThat(PromptDraft.builder("p").user("hello").build().hash())
                .isEqualTo("9ff067691c1a3043cbaad5e86fa47220a0d0242a165cf947ba9a30f9d56c2d93");
        // printf '\0\0\0\3\344\275\240{{q}}' | sha256sum
        assertThat(PromptDraft.builder("p").system("你").user("{{q}}").build().hash())
                .isEqualTo("b6aeb90d305c7948a31420c770f07ae60ebda3aa92319beba1c0eaafd3199584");
    }

    @Test
    void should_hash_everything_that_changes_behaviour() {
        List<UnaryOperator<PromptDraft.Builder>> changes = List.of(
                b -> b,
                b -> b.assistant("a"),
                b -> b.assistant("b"),
                b -> b.user("a"),
                b -> b.delimiters("<% %>"),
                b -> b.variable("x", v -> v),
                b -> b.variable("y", v -> v),
                b -> b.variable("x", v -> v.required(false)),
                b -> b.variable("x", v -> v.type(VariableType.INTEGER)),
                b -> b.variable("x", v -> v.defaultValue("1")),
                b -> b.variable("x", v -> v.type(VariableType.INTEGER).defaultValue(1)),
                b -> b.variable("x", v -> v.enumeration("1", "2")),
                b -> b.variable("x", v -> v.enumeration("1,2")),
                b -> b.variable("x", v -> v.examples("1", "2")),
                b -> b.variable("x", v -> v.description("d")),
                b -> b.parameters(p -> p.temperature(0.2)),
                b -> b.parameters(p -> p.topP(0.2)),
                b -> b.parameters(p -> p.seed(7)),
                b -> b.parameters(p -> p.stop("a", "b")),
                b -> b.parameters(p -> p.stop("a")),
                b -> b.parameters(p -> p.responseFormat(ResponseFormatType.JSON)),
                b -> b.parameters(p -> p.schema("s", "{}")));
        assertThat(changes.stream().map(PromptDraftTest::hash)).doesNotHaveDuplicates();
    }

    @Test
    void should_hash_equal_content_alike_whatever_wrote_it() {
        assertThat(hash(b -> b.variable("x", v -> v.type(VariableType.NUMBER).defaultValue(1))))
                .isEqualTo(hash(
                        b -> b.variable("x", v -> v.type(VariableType.NUMBER).defaultValue("1.0"))));
        assertThat(hash(b ->
                        b.variable("x", v -> v.type(VariableType.OBJECT).defaultValue(Map.of("a", 1, "b", 2, "c", 3)))))
                .isEqualTo(hash(b -> b.variable(
                        "x", v -> v.type(VariableType.OBJECT).defaultValue(Map.of("c", 3L, "b", 2.0, "a", 1)))));
        assertThat(hash(b -> b.author("a").note("b"))).isEqualTo(hash(b -> b));
    }

    @Test
    void should_copy_itself_whole() {
        PromptDraft draft = PromptDraft.builder("p")
                .system("<% x %>")
                .user("<% y %>")
                .delimiters("<% %>")
                .variable("x", v -> v.type(VariableType.INTEGER).defaultValue(3).description("d"))
                .variable("y", v -> v.enumeration("a", "b").examples("a"))
                .parameters(p -> p.seed(1).stop("x"))
                .author("李雷")
                .note("n")
                .build();
        PromptDraft copy = draft.toBuilder().build();
        assertThat(copy).usingRecursiveComparison().isEqualTo(draft);
        assertThat(draft.withTexts(t -> t + "!").user()).isEqualTo("<% y %>!");
        assertThat(copy.hash()).isEqualTo(draft.hash());
    }

    @Test
    void should_give_parameters_to_the_request() {
        PromptDraft draft = PromptDraft.builder("p")
                .user("u")
                .parameters(p -> p.temperature(0.2)
                        .topP(0.9)
                        .topK(40)
                        .frequencyPenalty(0.1)
                        .presencePenalty(-0.1)
                        .maxOutputTokens(200)
                        .stop("END", "停")
                        .responseFormat(ResponseFormatType.JSON))
                .parameters(p -> p.seed(7))
                .build();
        ChatRequestParameters request = draft.parameters().toRequest();
        assertThat(request.temperature()).isEqualTo(0.2);
        assertThat(request.topP()).isEqualTo(0.9);
        assertThat(request.topK()).isEqualTo(40);
        assertThat(request.frequencyPenalty()).isEqualTo(0.1);
        assertThat(request.presencePenalty()).isEqualTo(-0.1);
        assertThat(request.maxOutputTokens()).isEqualTo(200);
        assertThat(request.stopSequences()).containsExactly("END", "停");
        assertThat(request.responseFormat()).isEqualTo(ResponseFormat.JSON);
        assertThat(SeededParameters.seed(request)).hasValue(7);
        assertThat(PromptParameters.NONE.toRequest())
                .isEqualTo(ChatRequestParameters.builder().build());
    }

    @Test
    void should_keep_a_seed_when_other_parameters_override() {
        ChatRequestParameters seeded = SeededParameters.of(
                ChatRequestParameters.builder().temperature(0.2).build(), 7);
        ChatRequestParameters changed = seeded.overrideWith(
                ChatRequestParameters.builder().temperature(0.9).build());
        assertThat(changed.temperature()).isEqualTo(0.9);
        assertThat(SeededParameters.seed(changed)).hasValue(7);
        assertThat(SeededParameters.seed(changed.overrideWith(SeededParameters.of(changed, 8))))
                .hasValue(8);
    }

    @Test
    void should_refuse_wrong_parameters_with_name_and_value() {
        assertThatThrownBy(() -> hash(b -> b.parameters(p -> p.temperature(2.5))))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("temperature")
                .hasMessageContaining("2.5");
        assertThatThrownBy(() -> hash(b -> b.parameters(p -> p.topP(Double.NaN))))
                .hasMessageContaining("topP");
        assertThatThrownBy(() -> hash(b -> b.parameters(p -> p.maxOutputTokens(0))))
                .hasMessageContaining("maxOutputTokens");
    }

    @Test
    void should_refuse_a_variable_that_is_declared_twice() {
        assertThatThrownBy(() -> hash(b -> b.variable("x", v -> v).variable("x", v -> v)))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("'x'");
    }

    @Test
    void should_read_delimiters_as_front_matter_writes_them() {
        assertThat(PromptDelimiters.parse(" <%  %> ")).isEqualTo(new PromptDelimiters("<%", "%>"));
        assertThat(PromptDelimiters.parse("<% %>")).hasToString("<% %>");
        for (String wrong : List.of("", "<%", "a b c", "= =", "<%= %>", "x".repeat(11) + " %>")) {
            assertThatThrownBy(() -> PromptDelimiters.parse(wrong)).isInstanceOf(PromptException.class);
        }
    }

    private static String hash(UnaryOperator<PromptDraft.Builder> change) {
        return change.apply(PromptDraft.builder("p").user("u")).build().hash();
    }
}
