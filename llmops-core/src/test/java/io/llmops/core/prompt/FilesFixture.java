package io.llmops.core.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.test.FakeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A registry of files in a directory of its own, and ways to touch the files past it. */
abstract class FilesFixture {

    static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");

    final Path directory;
    final FakeClock clock = FakeClock.at(NOW);
    FilePromptRegistry registry;

    FilesFixture(Path directory) {
        this.directory = directory;
        this.registry = FilePromptRegistry.open(directory, clock);
    }

    FilePromptRegistry reopened() {
        return FilePromptRegistry.open(directory);
    }

    PromptVersion publish(String name, String user) {
        return registry.publish(PromptDraft.builder(name).user(user).build());
    }

    void write(String file, String text) {
        edit(file, before -> text);
    }

    String read(String file) {
        try {
            return Files.readString(directory.resolve(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    interface Change {
        String of(String text);
    }

    void edit(String file, Change change) {
        try {
            Path path = directory.resolve(file);
            String before = Files.exists(path) ? Files.readString(path, UTF_8) : "";
            Files.write(path, change.of(before).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What slf4j-simple writes to standard error meanwhile. */
    static String logged(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(UTF_8);
    }
}
