package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.CallContext;
import io.llmops.core.cache.Cache;
import io.llmops.test.QuestionPair;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a semantic cache takes for the same question, with real models: the figures of docs/cache.md. */
class SemanticCacheTest {

    @ParameterizedTest
    @CsvSource({"all-minilm-l6-v2-q, en, 22", "bge-small-zh-v1.5, zh, 24"})
    void should_give_no_near_miss_an_answer_and_half_of_the_paraphrases(String name, String language, int atLeast)
            throws Exception {
        try (OnnxEmbeddingModel model = OnnxEmbeddingModel.named(name).build()) {
            List<QuestionPair> wrong = new ArrayList<>();
            wrong.addAll(QuestionPair.nearMisses());
            wrong.addAll(QuestionPair.adversarial());
            List<QuestionPair> same = QuestionPair.paraphrases().stream()
                    .filter(pair -> pair.kind().equals(language))
                    .toList();

            assertThat(wrong)
                    .hasSizeGreaterThanOrEqualTo(200)
                    .filteredOn(p -> isShared(p, model))
                    .isEmpty();
            long shared = same.stream().filter(p -> isShared(p, model)).count();
            System.out.println(name + ": " + shared + " of " + same.size() + " paraphrases shared an answer");
            assertThat(shared).isGreaterThanOrEqualTo(atLeast);
        }
    }

    private static boolean isShared(QuestionPair pair, OnnxEmbeddingModel model) {
        try (LlmOps ops = LlmOps.builder().discovery(false).build()) {
            ScriptedChatModel answering = ScriptedChatModel.answering(request -> ScriptedReply.text("an answer"));
            ChatModel chat = ops.scenario("faq").cache(Cache.semantic(model)).wrap((ChatModel) answering);
            ops.with(CallContext.tenant("acme")).run(() -> chat.chat(pair.first()));
            ops.with(CallContext.tenant("acme")).run(() -> chat.chat(pair.second()));
            boolean shared = answering.calls() == 1;
            assertThat(ops.records(LedgerQuery.builder().build()).get(1).outcome() == Outcome.CACHED)
                    .isEqualTo(shared);
            return shared;
        }
    }
}
