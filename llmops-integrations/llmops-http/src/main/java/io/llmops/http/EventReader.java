package io.llmops.http;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes events of lines. Lenient as browsers are not: an event that the end of the stream cuts is still given. */
final class EventReader {

    private final AnswerFormat.Framing framing;
    private final Consumer<ServerSentEvent> events;
    private final StringBuilder data = new StringBuilder();
    private @Nullable String name;

    EventReader(AnswerFormat.Framing framing, Consumer<ServerSentEvent> events) {
        this.framing = framing;
        this.events = events;
    }

    void line(String line) {
        if (framing == AnswerFormat.Framing.LINES) {
            data.append(line);
            finish();
        } else if (line.isEmpty()) {
            finish();
        } else if (line.startsWith("data:")) {
            if (!data.isEmpty()) {
                data.append('\n');
            }
            data.append(value(line));
        } else if (line.startsWith("event:")) {
            name = value(line);
        }
    }

    /** Gives the event that has been begun, if there is one. */
    void finish() {
        if (!data.toString().isBlank()) {
            events.accept(new ServerSentEvent(name, data.toString()));
        }
        data.setLength(0);
        name = null;
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
