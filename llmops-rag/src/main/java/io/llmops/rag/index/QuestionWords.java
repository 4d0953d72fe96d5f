package io.llmops.rag.index;

import java.util.regex.Pattern;

/**
 * Words that make a sentence a question and say nothing of what it is about. A passage that answers does not hold them, so
 * a question goes to the index without them.
 */
final class QuestionWords {

    private static final Pattern CHINESE =
            Pattern.compile("请问|什么时候|什么|哪一|哪些|哪个|哪里|哪|怎么样|怎么|怎样|如何|为什么" + "|为何|多少|多久|何时|是否|可以|能否|能不能|有没有|吗|呢|谁");
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(?:what|which|who|whom|whose|when|where|why|how(?:\\s+(?:many|much|long|often))?|do|does|did|can|could|should)\\b",
            Pattern.CASE_INSENSITIVE);

    private QuestionWords() {}

    /** The question without them, or as it is if nothing else is in it. */
    static String leftOut(String question) {
        String rest = ENGLISH.matcher(CHINESE.matcher(question).replaceAll(" ")).replaceAll(" ");
        return rest.chars().anyMatch(Character::isLetterOrDigit) ? rest : question;
    }
}
