package io.llmops.core.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.request.ResponseFormatType;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptMessage;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.VariableType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One class turns a version into a file and back: what the files of all releases look like. */
class VersionFileTest {

    private static final Path FILE = Path.of("晚餐", "0003.md");

    private final InMemoryPromptRegistry registry = new InMemoryPromptRegistry();

    @Test
    void should_write_variables_parameters_and_delimiters_for_people() {
        PromptVersion version = registry.publish(PromptDraft.builder("晚餐")
                .system("你是厨师。")
                .user("鱼")
                .assistant("{\"菜\": {\"名\": \"清蒸鱼\"}}")
                .user("<% 菜 %>，<% 份数 %>份")
                .delimiters("<% %>")
                .variable("菜", v -> v.description("想吃什么").enumeration("鱼", "豆腐").examples("鱼"))
                .variable("份数", v -> v.type(VariableType.INTEGER).defaultValue(2))
                .parameters(p -> p.temperature(0.2).stop("END").responseFormat(ResponseFormatType.JSON))
                .author("李雷")
                .build());
        String text = new String(VersionFile.write(version), UTF_8);
        assertThat(text).startsWith("""
                        ---
                        author: "李雷"
                        note: ""
                        delimiters: "<% %>"
                        variables:
                          菜:
                            type: "text"
                            description: "想吃什么"
                            enumeration:
                            - "鱼"
                            - "豆腐"
                            examples:
                            - "鱼"
                          份数:
                            type: "integer"
                            default: 2
                        parameters:
                          responseFormat: "json"
                          stop:
                          - "END"
                          temperature: 0.2
                        created: """).endsWith("""
                        ---
                        ## system
                        你是厨师。
                        ## user
                        鱼
                        ## assistant
                        {"菜": {"名": "清蒸鱼"}}
                        ## user
                        <% 菜 %>，<% 份数 %>份
                        """);
        assertThat(read(text))
                .usingRecursiveComparison()
                .ignoringFields("number", "parent")
                .isEqualTo(version);
    }

    @Test
    void should_read_back_whatever_a_draft_can_hold() {
        List<UnaryOperator<PromptDraft.Builder>> drafts = List.of(
                b -> b.user("a\n## assistant\nb")
                        .assistant("## user\n\n## system\n")
                        .user(""),
                b -> b.system("").user("\n").assistant("\n\n").user("x\r\ny\r\n"),
                b -> b.user("{{x}}").variable("x", v -> v.type(VariableType.NUMBER)
                        .enumeration(1e-7, 1e20, 0.1, -3, new BigDecimal("12345678901234567890.123456789"))),
                b -> b.user("{{x.a}}{{#y}}{{.}}{{/y}}")
                        .variable("x", v -> v.type(VariableType.OBJECT)
                                .defaultValue(Map.of("a: b", List.of(1e-9, "1", true), "", Map.of("null", "~"))))
                        .variable("y", v -> v.type(VariableType.LIST).defaultValue(List.of(List.of(), "no", false))),
                b -> b.user("{{x}}").variable("x", v -> v.required(false).description("a: 'b' \"c\"\n# d\t😀")),
                b -> b.user("{{yes}}{{null}}")
                        .variable("yes", v -> v.defaultValue("no"))
                        .variable("null", v -> v),
                b -> b.user("x").parameters(p -> p.temperature(1e-5)
                        .topP(1)
                        .topK(3)
                        .frequencyPenalty(-2)
                        .presencePenalty(2)
                        .maxOutputTokens(9)
                        .seed(-7)
                        .stop("---", "\n\n", "停")
                        .schema("发票", "{\"type\":\"object\",\"properties\":{}}")));
        for (UnaryOperator<PromptDraft.Builder> draft : drafts) {
            PromptVersion version = registry.publish(
                    draft.apply(PromptDraft.builder("晚餐").author("a").note("n")).build());
            String text = new String(VersionFile.write(version), UTF_8);
            assertThat(read(text).draft()).usingRecursiveComparison().isEqualTo(version.draft());
            if (text.indexOf('\r') < 0) {
                assertThat(read(text.replace("\n", "\r\n")).draft())
                        .usingRecursiveComparison()
                        .isEqualTo(version.draft());
            }
        }
    }

    @Test
    void should_read_files_of_before_there_were_variables_and_assistants() {
        // By: printf '\0\0\0\6You\n##{{q}}' | sha256sum and the like
        PromptVersion plain = read("""
                ---
                author: "李雷"
                note: "shorter"
                created: "2026-11-01T08:00:00Z"
                hash: "e12635b0f8dc458a0e0e5ddad0edd2114a372a4774cd659f7439b2bdaace3fff"
                ---
                ## system
                You
                ##
                ## user
                {{q}}
                """);
        assertThat(plain.draft().system()).contains("You\n##");
        assertThat(plain.draft().hash()).isEqualTo(plain.hash());

        PromptVersion withHeading = read("""
                ---
                author: ""
                note: ""
                created: "2026-11-01T08:00:00Z"
                hash: "557cd680ecf38c3197b0cbe62ed865c08fdf718e3968a5cb8890ba28f2a46e14"
                extra: "once allowed"
                ---
                ## user
                a
                ## assistant
                b
                """);
        assertThat(withHeading.draft().messages())
                .extracting(PromptMessage::text)
                .containsExactly("a\n## assistant\nb");
    }

    @Test
    void should_read_a_draft_that_a_person_wrote() {
        PromptDraft draft = draft("""
                ---
                note: JSON out
                delimiters: <% %>
                variables:
                  question: {description: what the user asked, examples: [why]}
                  days: {type: integer, default: 3}
                  style:
                parameters: {temperature: 0, stop: END, schema: {type: object}}
                ---
                ## system
                Reply as {"a": {"b": <% days %>}}, <% style %>.
                ## user
                <% question %>
                """);
        assertThat(draft.user()).isEqualTo("<% question %>");
        assertThat(draft.variables())
                .extracting(v -> v.name() + " " + v.type() + " " + v.required())
                .containsExactly("question text true", "days integer false", "style text true");
        assertThat(draft.parameters().asMap())
                .containsEntry("temperature", 0.0)
                .containsEntry("schema", "{\"type\":\"object\"}");
        assertThat(draft("你好，{{name}}\n").user()).isEqualTo("你好，{{name}}\n");
        assertThat(draft("---\r\nnote: n\r\n---\r\n## user\r\na\r\nb\r\n").user())
                .isEqualTo("a\nb");
    }

    @Test
    void should_publish_from_a_file(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("晚餐.md"), "---\nnote: n\n---\n## user\n{{菜}}\n");
        assertThat(registry.publish(PromptFile.read("晚餐", file)).draft().user()).isEqualTo("{{菜}}");
        assertThatThrownBy(() -> PromptFile.read("晚餐", directory.resolve("none.md")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("none.md");
    }

    @Test
    void should_say_what_is_wrong_in_a_draft() {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("titel: x", "'titel' is no setting"),
                Map.entry("delimiters: <%", "delimiters '<%'"),
                Map.entry("variables: [a]", "'variables' must hold settings"),
                Map.entry("variables: {a: text}", "variable 'a' must hold settings"),
                Map.entry("variables: {a: {typ: text}}", "the setting 'typ'"),
                Map.entry("variables: {a: {type: string}}", "the type 'string'"),
                Map.entry("variables: {a: {enumeration: x}}", "'enumeration' must be a list"),
                Map.entry("variables: {a: {required: maybe}}", "'required' must be true or false"),
                Map.entry("variables: {a: {type: integer, default: x}}", "its default has 'x'"),
                Map.entry("variables: {a.b: {}}", "'a.b' is no name of a variable"),
                Map.entry("parameters: {temprature: 1}", "'temprature' is no parameter"),
                Map.entry("parameters: {temperature: hot}", "'temperature' must be a number"),
                Map.entry("parameters: {temperature: 9}", "'temperature' must be from 0.0 to 2.0"),
                Map.entry("parameters: {seed: 1.5}", "'seed' must be a whole number"),
                Map.entry("parameters: {responseFormat: xml}", "'xml' must be text or json"));
        wrong.forEach((yaml, why) -> assertThatThrownBy(() -> draft("---\n" + yaml + "\n---\n## user\nx\n"))
                .as(yaml)
                .isInstanceOf(PromptException.class)
                .hasMessageStartingWith(FILE + " cannot be used")
                .hasMessageContaining(why));
        assertThatThrownBy(() -> draft("---\nnote: x\n---\n## user\na\n## system\nb\n"))
                .hasMessageContaining("'## system' must be its first heading");
    }

    @Test
    void should_refuse_a_version_whose_variables_or_parameters_were_edited() {
        PromptVersion version = registry.publish(PromptDraft.builder("晚餐")
                .user("{{x}}")
                .variable("x", v -> v.defaultValue("mild"))
                .parameters(p -> p.temperature(0.2))
                .build());
        String text = new String(VersionFile.write(version), UTF_8);
        for (String edited : List.of(
                text.replace("mild", "wild"),
                text.replace("0.2", "0.3"),
                text.replace("note:", "delimiters: <% %>\nnote:"))) {
            assertThatThrownBy(() -> read(edited))
                    .isInstanceOf(PromptException.class)
                    .hasMessageContaining("changed after it was published");
        }
    }

    private static PromptVersion read(String text) {
        return VersionFile.read("晚餐", 3, FILE, text.getBytes(UTF_8));
    }

    private static PromptDraft draft(String text) {
        return VersionFile.readDraft("晚餐", FILE, text.getBytes(UTF_8));
    }
}
