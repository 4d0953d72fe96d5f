package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What template languages take for instructions stays text when it comes as a value. */
class TemplateInjectionTest {

    private static final List<String> PAYLOADS = List.of(
            "{{7*7}}",
            "${7*7}",
            "#{7*7}",
            "*{7*7}",
            "@{7*7}",
            "~{7*7}",
            "{7*7}",
            "<%= 7*7 %>",
            "<%7*7%>",
            "{{= 7*7 }}",
            "[[${7*7}]]",
            "[(${7*7})]",
            "{{{7*7}}}",
            "{%7*7%}",
            "{# comment #}",
            "${T(java.lang.Runtime).getRuntime().exec('id')}",
            "#{T(java.lang.System).getenv()}",
            "__${new java.util.Scanner(T(java.lang.Runtime).getRuntime().exec('id').getInputStream()).next()}__::.x",
            "<#assign ex=\"freemarker.template.utility.Execute\"?new()>${ex(\"id\")}",
            "[#assign ex='freemarker.template.utility.Execute'?new()]${ex('id')}",
            "<#include \"/etc/passwd\">",
            "#set($e=\"e\")$e.getClass().forName(\"java.lang.Runtime\")",
            "$class.inspect(\"java.lang.Runtime\").type",
            "#include(\"/etc/passwd\")",
            "{{#with \"s\" as |string|}}{{/with}}",
            "{{#each this}}{{@key}}{{/each}}",
            "{{constructor.constructor('return process')()}}",
            "{{lookup . 'constructor'}}",
            "{{class.classLoader}}",
            "{{getClass.forName}}",
            "{{this.class}}",
            "{{.}}",
            "{{&other}}",
            "{{{other}}}",
            "{{other}}",
            "{{ other }}",
            "{{#other}}x{{/other}}",
            "{{^other}}x{{/other}}",
            "{{> other@1}}",
            "{{>../../etc/passwd}}",
            "{{! comment }}",
            "{{=<% %>=}}",
            "{{=<% %>=}}<% other %>",
            "{{",
            "}}",
            "{{}}",
            "{{value}}",
            "{{#value}}",
            "{{/value}}",
            "{{'a'.concat('b')}}",
            "{{config.items()}}",
            "{{''.__class__.__mro__[1].__subclasses__()}}",
            "{% import os %}{{ os.popen('id').read() }}",
            "{{ request.application.__globals__ }}",
            "%{(#a=@java.lang.Runtime@getRuntime()).exec('id')}",
            "${jndi:ldap://127.0.0.1/a}",
            "${env:SECRET}",
            "@(1+2)",
            "{{\u0000}}\r\n\u202e中文 😀 {{其他}}",
            "&lt;b&gt; & <b> \" ' \\ \\n \\{{other}}");

    @TestFactory
    Stream<DynamicTest> should_insert_each_payload_byte_for_byte() {
        assertThat(PAYLOADS).hasSize(60).doesNotHaveDuplicates();
        InMemoryPromptRegistry registry = new InMemoryPromptRegistry();
        registry.publish(PromptDraft.builder("other").user("PARTIAL").build());
        PromptVersion version = registry.publish(PromptDraft.builder("p")
                .system("<{{value}}>{{#rows}}[{{.}}{{value}}]{{/rows}}{{{value}}}{{&value}}")
                .user("{{other}}|{{value}}|{{其他}}")
                .build());
        Prompts prompts = new Prompts(registry);
        return PAYLOADS.stream()
                .map(payload -> DynamicTest.dynamicTest(payload.replaceAll("\\p{Cntrl}", "?"), () -> {
                    Map<String, Object> values =
                            Map.of("value", payload, "other", "SECRET", "其他", "机密", "rows", List.of(payload));
                    List<String> texts = prompts.render(version, values).stream()
                            .map(TemplateInjectionTest::text)
                            .toList();
                    assertBytes(texts.get(0), "<" + payload + ">[" + payload + payload + "]" + payload + payload);
                    assertBytes(texts.get(1), "SECRET|" + payload + "|机密");
                }));
    }

    /** A cost that grows with the square of the length would not end before the time limit. */
    @Test
    @Timeout(120)
    void should_parse_and_render_a_template_of_a_million_characters_at_a_cost_linear_in_their_number() {
        char[] blanks = new char[1_000_000];
        Arrays.fill(blanks, ' ');
        List<String> templates = List.of(
                "{{a}}".repeat(200_000),
                "{{#a}}x{{/a}}".repeat(77_000),
                "  {{#a}}  \n {{/a}} \n".repeat(50_000),
                "{{a}} " + new String(blanks) + "{{#a}}y{{/a}}",
                "{ } }{ ".repeat(142_857) + "{{a}}",
                "字".repeat(1_000_000) + "{{a}}",
                "{{=<% %>=}}<%={{ }}=%>".repeat(45_454) + "{{a}}");
        for (String template : templates) {
            String text = PromptTemplate.parse(template).render(Map.of("a", "值"));
            assertThat(text).as(template.substring(0, 20)).doesNotContain("{{");
        }
    }

    private static void assertBytes(String actual, String expected) {
        assertThat(actual.getBytes(StandardCharsets.UTF_8)).isEqualTo(expected.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ChatMessage message) {
        return message instanceof SystemMessage system ? system.text() : ((UserMessage) message).singleText();
    }
}
