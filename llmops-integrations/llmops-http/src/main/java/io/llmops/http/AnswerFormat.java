package io.llmops.http;

import java.util.Map;
import java.util.Optional;

/** How a provider writes its answers. Implementations are stateless and thread-safe. */
public interface AnswerFormat {

    /** How events are told apart. */
    enum Framing {
        /** Server-sent events: {@code data:} lines, a blank line ends an event (WHATWG HTML, section 9.2). */
        EVENTS,
        /** One JSON object a line. */
        LINES
    }

    /** What an event means for the end of its stream. */
    enum Mark {
        /** A piece of the answer; more must follow. */
        PART,
        /** The answer is whole now, but more, such as usage, may follow. */
        WHOLE,
        /** The last event: the stream is over, whether or not the connection is closed. */
        LAST,
        /** An error in place of the rest of the answer. */
        ERROR
    }

    /** How events are told apart. */
    Framing framing();

    /** What a JSON event means. */
    Mark mark(Map<?, ?> event);

    /**
     * Why a content filter of the provider refused, if an answer, or an event of a stream, says so in a way that LangChain4j
     * does not read; empty by default.
     */
    default Optional<String> refusal(Map<?, ?> json) {
        return Optional.empty();
    }

    /**
     * The same answer, or event of a stream, as LangChain4j's client of this provider reads it; by default unchanged. For
     * servers that speak a dialect, of which LangChain4j would lose a part.
     */
    default String readable(String json) {
        return json;
    }

    /** Whether an event that is no JSON is the last one; no by default. */
    default boolean isLast(String event) {
        return false;
    }
}
