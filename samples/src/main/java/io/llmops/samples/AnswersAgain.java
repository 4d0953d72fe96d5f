package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.api.model.CallContext;
import io.llmops.core.cache.Cache;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** Questions that were answered before, also in other words, get the same answer again and cost nothing. */
public final class AnswersAgain {

    private AnswersAgain() {}

    static void run(ChatModel openAi, Path file, PrintStream out) {
        // snippet: cache
        try (LlmOps ops = LlmOps.builder().build()) {
            ChatModel model = ops.scenario("faq")
                    .cache(Cache.semantic("onnx/all-minilm-l6-v2")
                            .ttl(Duration.ofHours(12))
                            .store(file))
                    .wrap(openAi);

            ops.with(CallContext.tenant("acme")).run(() -> {
                out.println(model.chat("How do I reset my password?"));
                out.println(model.chat("Could you please tell me how to reset my password?")); // no call
            });
            out.println(ops.report("faq", Duration.ofDays(1)));
            ops.evictCache("acme"); // acme leaves
        }
        // end
    }

    static void twoKinds(LlmOps ops, ChatModel openAi, Path file) {
        // snippet: kinds
        ChatModel exact = ops.scenario("faq")
                .cache(Cache.exact().ttl(Duration.ofHours(1))) // equal calls
                .wrap(openAi);
        ChatModel near = ops.scenario("faq-near")
                .cache(Cache.semantic("onnx/all-minilm-l6-v2").store(file)) // and other words
                .wrap(openAi);
        // end
        exact.chat("How do I reset my password?");
        near.chat("How do I reset my password?");
    }
}
