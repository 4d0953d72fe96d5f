package io.llmops.jdbc;

import io.llmops.api.exception.PromptConflictException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.core.prompt.StoredPromptRegistry;
import java.io.IOException;

/**
 * The process that {@link PromptProcessesTest} starts, by two at a time: waits for a line, and then publishes on top of
 * version 1; prints the number of its version, or that another was faster, and moves the label to its version.
 */
final class PromptPublisher {

    private PromptPublisher() {}

    public static void main(String[] args) throws IOException {
        try (StoredPromptRegistry registry = StoredPromptRegistry.open(new JdbcStoreProvider().promptStore(args[0]))) {
            print("ready");
            System.in.read();
            try {
                int number = registry.publish(
                                PromptDraft.builder("客服").user("by " + args[1]).build(), 1)
                        .number();
                registry.label("客服", "production", number);
                print("won " + number);
            } catch (PromptConflictException e) {
                print("lost to " + e.newest());
            }
        }
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
