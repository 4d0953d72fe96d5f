package io.llmops.core.gateway;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.guard.ScreenedText;
import io.llmops.core.guard.SensitiveWords;
import java.util.List;
import java.util.stream.Collectors;

/** Applies a lexicon of sensitive words to messages and answers. */
final class WordGuard {

    private WordGuard() {}

    /**
     * A text as it may go on; the call is told of what was found.
     *
     * @throws GuardrailException if the lexicon's action about a word is to refuse
     */
    static String check(String text, SensitiveWords words, WordMatch.Stage stage, Call call) {
        ScreenedText screened = words.screen(text);
        call.matched(screened.matches().stream()
                .map(m -> new WordMatch(m.word(), m.category(), m.severity(), stage, null, m.start()))
                .toList());
        if (screened.refused()) {
            throw new GuardrailException("scenario '" + call.scenario() + "': sensitive words of category "
                    + String.join(", ", screened.refusedCategories()) + " in the "
                    + (stage == WordMatch.Stage.INPUT ? "input" : "answer") + "; the lexicon's action is to refuse");
        }
        return screened.text();
    }

    /** The messages with words in the user's text masked or replaced, as the lexicon says. */
    static List<ChatMessage> clean(List<ChatMessage> messages, SensitiveWords words) {
        if (words.onlyLogs()) {
            return messages;
        }
        return messages.stream()
                .map(m -> m instanceof UserMessage user ? clean(user, words) : m)
                .toList();
    }

    /** All text of a user message. */
    static String text(UserMessage message) {
        if (message.hasSingleText()) {
            return message.singleText();
        }
        return message.contents().stream()
                .filter(TextContent.class::isInstance)
                .map(c -> ((TextContent) c).text())
                .collect(Collectors.joining("\n"));
    }

    private static ChatMessage clean(UserMessage message, SensitiveWords words) {
        List<Content> contents = message.contents().stream()
                .map(c -> c instanceof TextContent text ? clean(text, words) : c)
                .toList();
        return contents.equals(message.contents())
                ? message
                : message.toBuilder().contents(contents).build();
    }

    /** What was refused when it was said is masked in the history, where it cannot be refused again. */
    private static Content clean(TextContent content, SensitiveWords words) {
        ScreenedText screened = words.screen(content.text());
        return TextContent.from(screened.refused() ? words.mask(content.text()) : screened.text());
    }
}
