package io.llmops.rag.extract;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import io.llmops.core.answer.NoAnswer;
import io.llmops.core.answer.PassageBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks for.
 *
 * @param question what to look for; empty where there is none
 * @param passages where to look
 * @param sentences at most so many
 * @param marked whether a reply that is no answer shall begin with {@link NoAnswer#MARK}
 */
record ExtractionTask(String question, List<PassageBlock.Entry> passages, int sentences, boolean marked) {

    private static final String NUMBER = "(\\d{1,3}|one|two|three|four|five|[一二两三四五])";
    private static final Pattern LIMIT = Pattern.compile(
            "(?:at most|no more than|up to|within)\\s+" + NUMBER + "\\s+(?:short )?sentences?"
                    + "|(?:最多|至多|不超过|不多于)\\s*(?:用|使用)?\\s*" + NUMBER + "\\s*(?:个句子|句)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LABEL =
            Pattern.compile("^\\s*(?:question|问题|提问)\\s*[:：]\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("一", 1),
            Map.entry("二", 2),
            Map.entry("两", 2),
            Map.entry("三", 3),
            Map.entry("四", 4),
            Map.entry("五", 5));

    /**
     * Reads a request.
     *
     * @throws UnsupportedFeatureException if it asks for tools or for JSON
     */
    static ExtractionTask of(ChatRequest request, int defaultSentences) {
        if (!request.toolSpecifications().isEmpty()) {
            throw new UnsupportedFeatureException("the extractive model quotes passages only: it cannot call tools");
        }
        if (request.responseFormat() != null && request.responseFormat().type() == ResponseFormatType.JSON) {
            throw new UnsupportedFeatureException("the extractive model quotes passages only: it cannot write JSON");
        }
        List<PassageBlock.Entry> passages = new ArrayList<>();
        String lastUser = "";
        int sentences = defaultSentences;
        boolean marked = false;
        for (ChatMessage message : request.messages()) {
            String text = text(message);
            passages.addAll(PassageBlock.parse(text));
            String own = PassageBlock.strip(text);
            sentences = limit(own, sentences);
            marked |= own.contains(NoAnswer.MARK);
            if (message instanceof UserMessage) {
                lastUser = own;
            }
        }
        return new ExtractionTask(question(lastUser), List.copyOf(passages), sentences, marked);
    }

    /** A reply that is no answer, in the form that the request asks for. */
    String refusal(String sentence) {
        return marked ? NoAnswer.MARK + " " + sentence : sentence;
    }

    private static String text(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return system.text();
        }
        StringBuilder text = new StringBuilder();
        if (message instanceof UserMessage user) {
            for (Content content : user.contents()) {
                if (content instanceof TextContent t) {
                    text.append(t.text()).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static int limit(String text, int otherwise) {
        Matcher m = LIMIT.matcher(text);
        int limit = otherwise;
        while (m.find()) {
            String number = (m.group(1) != null ? m.group(1) : m.group(2)).toLowerCase(Locale.ROOT);
            Integer word = WORDS.get(number);
            limit = Math.max(1, word != null ? word : Integer.parseInt(number));
        }
        return limit;
    }

    /** The last paragraph that is labelled as the question, else the last one. */
    private static String question(String text) {
        String last = "";
        boolean labelled = false;
        for (String paragraph : PARAGRAPHS.split(text)) {
            Matcher label = LABEL.matcher(paragraph);
            if (label.find()) {
                last = paragraph.substring(label.end());
                labelled = true;
            } else if (!labelled && !paragraph.isBlank()) {
                last = paragraph;
            }
        }
        return last.strip();
    }
}
