package io.llmops.samples;

/** Which chat model the samples ask. */
final class ChatModelName {

    private ChatModelName() {}

    /** What {@code LLMOPS_CHAT_MODEL} names, such as {@code openai/gpt-4o-mini}; else the one that only quotes, and needs no key. */
    static String fromEnvironment() {
        return System.getenv().getOrDefault("LLMOPS_CHAT_MODEL", "builtin/extractive");
    }
}
