package io.llmops.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.rag.content.Content;
import io.llmops.LlmOps;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.knowledge.Answer;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.knowledge.Retrieval;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.SeededParameters;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.VariableType;
import io.llmops.core.answer.NoAnswer;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.test.ScriptedChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScenarioTest {

    private final LlmOps ops = LlmOps.builder().discovery(false).build();
    private final Knowledge handbook = new FakeKnowledge(new Retrieval(
            List.of(passage("leave", "Five days carry over."), passage("it", "Ask about Nightjar.")), 0.9, 0.6));

    @AfterEach
    void close() {
        ops.close();
    }

    @Test
    void should_answer_with_citations_that_resolve_and_book_them() {
        ScriptedChatModel model = ScriptedChatModel.replying("Five days carry over. [1] And more. [9]");
        Scenario qa = ops.scenario("qa").model(model).knowledge(handbook).build();

        Answer answer = qa.ask("How many days carry over?");

        assertThat(answer.text()).isEqualTo("Five days carry over. [1] And more.");
        assertThat(answer.citations())
                .singleElement()
                .satisfies(c -> assertThat(c.passage().document()).isEqualTo("leave"));
        assertThat(answer.unresolved()).containsExactly(9);
        CallRecord record = only();
        assertThat(record.id()).isEqualTo(answer.callId());
        assertThat(record.knowledge().orElseThrow().hit()).isTrue();
        assertThat(record.knowledge().orElseThrow().passages())
                .extracting(PassageUse::cited)
                .containsExactly(true, false);
    }

    @Test
    void should_refuse_without_calling_the_model_when_no_passage_is_good_enough() {
        ScriptedChatModel model = ScriptedChatModel.replying("unused");
        Scenario qa = ops.scenario("qa")
                .model(model)
                .knowledge(new FakeKnowledge(new Retrieval(List.of(), 0.4, 0.6)))
                .build();

        Answer answer = qa.ask("公司有多少辆车？");

        assertThat(model.calls()).isZero();
        assertThat(answer.answered()).isFalse();
        assertThat(answer.text()).isEqualTo("知识库中没有相关内容。");
        assertThat(only().outcome()).isEqualTo(Outcome.NOT_IN_KNOWLEDGE);
        assertThat(only().knowledge().orElseThrow().topScore()).isEqualTo(0.4);
    }

    @Test
    void should_show_a_plain_refusal_when_the_model_finds_no_answer_in_the_passages() {
        Scenario qa = ops.scenario("qa")
                .model(ScriptedChatModel.replying(NoAnswer.MARK))
                .knowledge(handbook)
                .build();

        Answer answer = qa.ask("What colour is the door?");

        assertThat(answer.outcome()).isEqualTo(Outcome.NOT_IN_KNOWLEDGE);
        assertThat(answer.text()).isEqualTo("This is not in the knowledge base.");
        assertThat(only().attempts()).hasSize(1);
    }

    @Test
    void should_follow_a_label_that_moves_while_the_scenario_lives() {
        ScriptedChatModel model = ScriptedChatModel.replying("a", "b");
        ops.prompts()
                .publish(PromptDraft.builder("answer")
                        .system("One.")
                        .user("{{question}}")
                        .build());
        ops.prompts()
                .publish(PromptDraft.builder("answer")
                        .system("Two.")
                        .user("{{question}}")
                        .build());
        ops.prompts().label("answer", "production", 1);
        Scenario s = ops.scenario("s").model(model).prompt("answer@production").build();

        s.ask("q");
        ops.prompts().label("answer", "production", 2);
        s.ask("q");

        assertThat(model.requests())
                .extracting(r -> ((SystemMessage) r.messages().get(0)).text())
                .containsExactly("One.", "Two.");
        assertThat(ops.records(LedgerQuery.all()))
                .extracting(r -> r.promptVersion().orElse(""))
                .containsExactly("answer@1", "answer@2");
    }

    @Test
    void should_ask_with_the_parameters_of_its_prompt_where_it_has_none_itself() {
        List<ChatRequest> requests = new ArrayList<>();
        ChatModel model = new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                requests.add(request);
                return ChatResponse.builder().aiMessage(AiMessage.from("a")).build();
            }
        };
        ops.prompts()
                .publish(PromptDraft.builder("answer")
                        .user("{{question}}")
                        .parameters(p -> p.temperature(0.2).maxOutputTokens(50).seed(7))
                        .build());

        ops.scenario("s").model(model).prompt("answer").build().ask("q");
        ops.scenario("t")
                .model(model)
                .prompt("answer")
                .maxOutputTokens(9)
                .build()
                .ask("q");

        assertThat(requests)
                .extracting(r -> r.temperature() + " " + r.maxOutputTokens() + " "
                        + SeededParameters.seed(r.parameters()).orElse(0))
                .containsExactly("0.2 50 7", "0.2 9 7");
    }

    @Test
    void should_refuse_a_value_of_the_wrong_type_before_the_model_is_called() {
        ScriptedChatModel model = ScriptedChatModel.replying("unused");
        ops.prompts()
                .publish(PromptDraft.builder("answer")
                        .user("{{question}} in {{days}} days")
                        .variable("question", v -> v)
                        .variable("days", v -> v.type(VariableType.INTEGER))
                        .build());
        Scenario s = ops.scenario("s").model(model).prompt("answer").build();

        assertThatThrownBy(() -> s.ask("q", Map.of("days", "soon")))
                .isInstanceOfSatisfying(
                        PromptException.class, e -> assertThat(e.variable()).contains("days"));
        assertThat(model.calls()).isZero();
    }

    @Test
    void should_name_the_variable_that_a_prompt_needs_and_nobody_gave() {
        ops.prompts()
                .publish(PromptDraft.builder("answer")
                        .user("{{question}} for {{guest}}")
                        .build());
        Scenario s = ops.scenario("s")
                .model(ScriptedChatModel.replying("unused"))
                .prompt("answer")
                .build();

        assertThatThrownBy(() -> s.ask("q")).isInstanceOf(PromptException.class).hasMessageContaining("guest");
    }

    @Test
    void should_mask_a_word_in_a_passage_and_say_which_document_brought_it() {
        ScriptedChatModel model = ScriptedChatModel.replying("Ask. [2]");
        Scenario qa = ops.scenario("qa")
                .model(model)
                .knowledge(handbook)
                .guard(SensitiveWords.builder().word("Nightjar", "project").build())
                .build();

        qa.ask("Whom do I ask?");

        assertThat(user(model.requests().get(0)))
                .contains("Ask about ********.")
                .doesNotContain("Nightjar");
        assertThat(only().wordMatches()).singleElement().satisfies(m -> {
            assertThat(m.stage()).isEqualTo(WordMatch.Stage.PASSAGE);
            assertThat(m.source()).contains("it");
        });
    }

    @Test
    void should_refuse_a_question_with_a_word_where_the_lexicon_refuses_and_book_it() {
        ScriptedChatModel model = ScriptedChatModel.replying("unused");
        Scenario qa = ops.scenario("qa")
                .model(model)
                .guard(SensitiveWords.builder().word("夜莺计划", "project").build().action(SensitiveWords.Action.REFUSE))
                .build();

        Answer answer = qa.ask("夜莺计划是什么？");

        assertThat(model.calls()).isZero();
        assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED_GUARD);
        assertThat(answer.text()).isEqualTo("内容规则拒绝了该请求。");
        assertThat(only().wordMatches()).hasSize(1);
    }

    @Test
    void should_let_any_langchain4j_retriever_stand_in_for_a_knowledge_base() {
        ScriptedChatModel model = ScriptedChatModel.replying("Yes. [1]");
        Scenario qa = ops.scenario("qa")
                .model(model)
                .knowledge("mine", query -> List.of(Content.from("Yes it is."), Content.from("Other.")))
                .top(1)
                .build();

        Answer answer = qa.ask("Is it?");

        assertThat(answer.passages()).hasSize(1);
        assertThat(answer.citations()).hasSize(1);
        assertThat(only().knowledge().orElseThrow().knowledge()).isEqualTo("mine");
    }

    @Test
    void should_find_errors_of_configuration_when_it_is_built() {
        assertThatThrownBy(() -> ops.scenario("s").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("model");
        assertThatThrownBy(() -> ops.scenario("s").model("nobody/x").build())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> ops.scenario("s").model("gpt"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("provider/name");
        assertThatThrownBy(() -> ops.scenario("s")
                        .model(ScriptedChatModel.replying())
                        .prompt("nothing@live")
                        .build())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> ops.report("nobody", Duration.ofDays(1)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nobody");
    }

    private CallRecord only() {
        List<CallRecord> records = ops.records(LedgerQuery.all());
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static String user(ChatRequest request) {
        return ((UserMessage) request.messages().get(1)).singleText();
    }

    private static Passage passage(String document, String text) {
        return new Passage(document + "#1", document, document, text, 0.9, Map.of());
    }

    private record FakeKnowledge(Retrieval retrieval) implements Knowledge {
        @Override
        public String name() {
            return "handbook";
        }

        @Override
        public Retrieval retrieve(KnowledgeQuery query) {
            return retrieval;
        }
    }
}
