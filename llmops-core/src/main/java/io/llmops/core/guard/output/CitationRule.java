package io.llmops.core.guard.output;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.knowledge.Passage;
import io.llmops.core.answer.BoundAnswer;
import io.llmops.core.answer.NoAnswer;
import io.llmops.core.answer.PassageBlock;
import io.llmops.core.guard.GuardContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An answer names the passages it rests on, if it had some. */
final class CitationRule implements OutputCheck.Rule {

    @Override
    public Finding check(String text, GuardContext context) {
        List<Passage> passages = passages(context.messages());
        boolean good = passages.isEmpty()
                || NoAnswer.is(text)
                || !BoundAnswer.bind(text, passages).citations().isEmpty();
        return good
                ? Finding.none()
                : Finding.problem(
                        "no reference to a passage",
                        "Your answer names no passage. Answer again, and after each statement name the passage it"
                                + " rests on by its number, such as [1].");
    }

    private static List<Passage> passages(List<ChatMessage> messages) {
        List<Passage> passages = new ArrayList<>();
        for (ChatMessage message : messages) {
            if (message instanceof UserMessage user && user.hasSingleText()) {
                PassageBlock.parse(user.singleText())
                        .forEach(e ->
                                passages.add(new Passage("p" + e.number(), e.from(), e.from(), e.text(), 1, Map.of())));
            }
        }
        return passages;
    }
}
