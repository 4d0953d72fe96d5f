package io.llmops.jdbc;

import io.llmops.api.exception.LockedException;
import io.llmops.api.exception.PromptConflictException;
import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.Rollout;
import io.llmops.core.prompt.FilePromptRegistry;
import io.llmops.core.prompt.StoredPromptRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The process that {@link PromptProcessesTest} starts, by two at a time. It waits for a line and publishes on top of
 * version 1, prints the number of its version, or that another was faster, and moves the label to its version. Then it
 * waits for another line, and publishes, moves labels and takes them back again and again.
 */
final class PromptPublisher {

    static final String NAME = "客服";
    static final int ROUNDS = 12;

    private final PromptRegistry registry;
    private final String who;

    private PromptPublisher(PromptRegistry registry, String who) {
        this.registry = registry;
        this.who = who;
    }

    public static void main(String[] args) throws IOException {
        PromptRegistry registry = open(args[0]);
        try {
            new PromptPublisher(registry, args[1]).publish();
        } finally {
            close(registry);
        }
    }

    /** The registry in a directory, or in the database of a JDBC URL. */
    static PromptRegistry open(String place) {
        return place.startsWith("jdbc:")
                ? StoredPromptRegistry.open(new JdbcStoreProvider().promptStore(place))
                : FilePromptRegistry.open(Path.of(place));
    }

    static void close(PromptRegistry registry) {
        if (registry instanceof StoredPromptRegistry stored) {
            stored.close();
        }
    }

    private void publish() throws IOException {
        print("ready");
        System.in.read();
        try {
            int number = registry.publish(draft("by " + who), 1).number();
            change(LabelChange.move("production").to(number));
            print("won " + number);
        } catch (PromptConflictException e) {
            print("lost to " + e.newest());
        }
        System.in.read();
        for (int round = 1; round <= ROUNDS; round++) {
            String text = who + " " + round;
            int number = patiently(() -> registry.publish(draft(text))).number();
            change(LabelChange.move(who).to(number));
            change(LabelChange.move("production").to(Rollout.of(Map.of(1, 90, number, 10))));
            change(LabelChange.rollback("production"));
        }
        print("done");
    }

    private void change(LabelChange.Builder change) {
        patiently(() -> registry.label(NAME, change.by(who).build()));
    }

    /** Others may be faster many times in a row; then it is said that nothing was changed. */
    private static <T> T patiently(Supplier<T> work) {
        while (true) {
            try {
                return work.get();
            } catch (LockedException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static PromptDraft draft(String text) {
        return PromptDraft.builder(NAME).user(text).build();
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
