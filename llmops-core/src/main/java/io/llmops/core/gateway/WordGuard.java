package io.llmops.core.gateway;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.guard.SensitiveWords;
import java.util.List;
import java.util.stream.Collectors;

/** Applies a lexicon of sensitive words to messages and answers. */
final class WordGuard {

    private WordGuard() {}

    /**
     * Words in a text.
     *
     * @throws GuardrailException if the lexicon's action is to refuse and a word was found; the call has been told of it
     */
    static List<WordMatch> check(String text, SensitiveWords words, WordMatch.Stage stage, Call call) {
        List<WordMatch> found = words.find(text).stream()
                .map(m -> new WordMatch(m.word(), m.category(), stage, null, m.start()))
                .toList();
        if (!found.isEmpty() && words.action() == SensitiveWords.Action.REFUSE) {
            call.matched(found);
            throw new GuardrailException("scenario '" + call.scenario() + "': " + found.size()
                    + " sensitive word(s) of category " + categories(found) + " in the "
                    + (stage == WordMatch.Stage.INPUT ? "input" : "answer") + "; the lexicon's action is to refuse");
        }
        return found;
    }

    /** The messages with words in the user's text masked, if the lexicon's action is to mask. */
    static List<ChatMessage> mask(List<ChatMessage> messages, SensitiveWords words) {
        if (words.action() != SensitiveWords.Action.MASK) {
            return messages;
        }
        return messages.stream()
                .map(m -> m instanceof UserMessage user ? mask(user, words) : m)
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

    private static ChatMessage mask(UserMessage message, SensitiveWords words) {
        List<Content> contents = message.contents().stream()
                .map(c -> c instanceof TextContent text ? TextContent.from(words.mask(text.text())) : c)
                .toList();
        return contents.equals(message.contents())
                ? message
                : message.toBuilder().contents(contents).build();
    }

    private static String categories(List<WordMatch> found) {
        return found.stream().map(WordMatch::category).distinct().sorted().collect(Collectors.joining(", "));
    }
}
