package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
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
}
