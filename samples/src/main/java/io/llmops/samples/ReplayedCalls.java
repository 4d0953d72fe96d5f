package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.core.cassette.Cassette;
import io.llmops.core.cassette.CassetteMode;
import java.nio.file.Path;

/** Asks a model what is missing on a cassette, and afterwards nothing costs anything. */
public final class ReplayedCalls {

    private ReplayedCalls() {}

    /**
     * Answers a question from the cassette, or once from the model.
     *
     * @param file the cassette, made if it is missing
     * @param model any chat model
     */
    public static String ask(Path file, ChatModel model, String question) {
        try (Cassette cassette =
                Cassette.builder(file).mode(CassetteMode.RECORD_MISSING).build()) {
            return cassette.wrap(model).chat(question);
        }
    }

    static String replayed(Path file, ChatModel openAi) {
        // snippet: replay
        try (Cassette cassette = Cassette.builder(file).build()) {
            ChatModel model = cassette.wrap(openAi); // REPLAY: openAi is never called, and needs no real key
            return model.chat("How many days of leave carry over?");
        }
        // end
    }

    static void recorded(Path file, ChatModel openAi) {
        // snippet: redact
        Cassette cassette = Cassette.builder(file)
                .mode(CassetteMode.RECORD)
                .redact(text -> text.replaceAll("\\d{15,19}", "[card]"))
                .build();
        // end
        try (cassette) {
            cassette.wrap(openAi).chat("How many days of leave carry over?");
        }
    }

    static String governed(LlmOps ops, Cassette cassette, ChatModel openAi) {
        // snippet: inside
        ChatModel model = ops.scenario("faq").wrap(cassette.wrap(openAi));
        // end
        return model.chat("How many days of leave carry over?");
    }
}
