package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;
import io.llmops.LlmOps;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.core.budget.Budget;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An application that has LangChain4j already: one bean changes, the chat model, and every call is budgeted and recorded.
 *
 * <p>Run its main from your IDE, with {@code OPENAI_API_KEY} set. The ledger is kept in {@code llmops.db} of the working
 * directory, so that each further run adds to the report.
 */
public final class WrapOneBean {

    private static final String QUESTION = "The display of my pressure calibrator stays dark. What can I try?";

    private WrapOneBean() {}

    /** The service of the application; nothing of it changes. */
    interface Assistant {
        @SystemMessage("You are the support desk of a maker of measuring instruments.")
        String chat(String question);
    }

    /** Asks OpenAI once, and prints the reply and the day's report. */
    public static void main(String[] args) {
        ChatModel openAi = OpenAiChatModel.builder()
                .apiKey(System.getenv("OPENAI_API_KEY"))
                .modelName("gpt-4o-mini")
                .build();
        run(openAi, Path.of("llmops.db"), System.out);
    }

    static void run(ChatModel openAi, Path store, PrintStream out) {
        String question = QUESTION;
        // snippet: wrap
        try (LlmOps ops = LlmOps.builder().store(store).build()) {
            ChatModel model = ops.scenario("support")
                    .budget(Budget.perDay(Money.usd("20")))
                    .wrap(openAi); // the one change

            Assistant assistant = AiServices.create(Assistant.class, model);
            String reply = ops.with(CallContext.tenant("acme").user("u17")).call(() -> assistant.chat(question));

            out.println(reply);
            out.println(ops.report("support", Duration.ofDays(1)));
        }
        // end
    }
}
