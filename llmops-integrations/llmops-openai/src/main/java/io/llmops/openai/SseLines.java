package io.llmops.openai;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes events of the lines of {@code text/event-stream}, as the HTML standard says (section 9.2.6). One thread at a time. */
final class SseLines implements Consumer<String> {

    private final Consumer<ServerSentEvent> events;
    private final StringBuilder data = new StringBuilder();
    private @Nullable String event;

    SseLines(Consumer<ServerSentEvent> events) {
        this.events = events;
    }

    @Override
    public void accept(String line) {
        if (line.isEmpty()) {
            end();
        } else if (line.startsWith("data:")) {
            if (data.length() > 0) {
                data.append('\n');
            }
            data.append(value(line, "data:"));
        } else if (line.startsWith("event:")) {
            event = value(line, "event:");
        }
    }

    /** The last event, which some servers send without an empty line after it. */
    void end() {
        String text = data.toString();
        String type = event;
        data.setLength(0);
        event = null;
        if (!text.isEmpty()) {
            events.accept(new ServerSentEvent(type, text));
        }
    }

    private static String value(String line, String field) {
        String value = line.substring(field.length());
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
