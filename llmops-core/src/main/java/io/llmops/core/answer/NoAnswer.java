package io.llmops.core.answer;

/**
 * How a model says that the passages do not answer: its reply begins with {@link #MARK}, as prompts ask it to. People are
 * shown a plain sentence in the language of their question instead.
 */
public final class NoAnswer {

    /** What a reply that is no answer begins with: {@value}. */
    public static final String MARK = "NO_ANSWER";

    private static final String ENGLISH = "This is not in the knowledge base.";
    private static final String CHINESE = "知识库中没有相关内容。";
    private static final String ENGLISH_REFUSED = "This was refused by a content rule.";
    private static final String CHINESE_REFUSED = "内容规则拒绝了该请求。";

    private NoAnswer() {}

    /** Whether a reply says that the passages do not answer. */
    public static boolean is(String reply) {
        return reply.strip().startsWith(MARK);
    }

    /** The plain sentence, in the language of the question. */
    public static String text(String question) {
        return isChinese(question) ? CHINESE : ENGLISH;
    }

    /** That a content rule refused, in the language of the question. */
    public static String refused(String question) {
        return isChinese(question) ? CHINESE_REFUSED : ENGLISH_REFUSED;
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
