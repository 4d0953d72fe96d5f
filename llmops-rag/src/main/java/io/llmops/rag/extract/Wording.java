package io.llmops.rag.extract;

import java.util.regex.Pattern;

/** The sentences that the model says of its own, in the question's language. */
final class Wording {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private Wording() {}

    static String notAnswered(String question) {
        return isChinese(question) ? ExtractiveChatModel.NOT_ANSWERED_ZH : ExtractiveChatModel.NOT_ANSWERED;
    }

    static String noPassages(String question) {
        return isChinese(question) ? ExtractiveChatModel.NO_PASSAGES_ZH : ExtractiveChatModel.NO_PASSAGES;
    }

    static boolean isChinese(String question) {
        return HAN.matcher(question).find();
    }
}
