package io.llmops.core.prompt;

import io.llmops.api.exception.StoreException;
import io.llmops.core.io.FileIo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Texts in a directory of files, as they are there now. */
final class DirectoryTexts implements PromptTexts {

    private final Path directory;
    private final PromptFolder folder;
    private final Path lock;
    private final Clock clock;
    private final TextFiles files;
    private volatile boolean wasThere;

    DirectoryTexts(Path directory, Clock clock) {
        this.directory = directory;
        this.folder = new PromptFolder(directory);
        this.lock = directory.resolve(".lock");
        this.clock = clock;
        this.files = new TextFiles(clock);
    }

    @Override
    public List<String> names() {
        checkThere();
        return folder.names();
    }

    @Override
    public List<Integer> numbers(String name) {
        checkThere();
        return folder.numbers(name);
    }

    @Override
    public Optional<String> version(String name, int number) {
        return there(files.text(folder.version(name, number)));
    }

    @Override
    public String labels(String name) {
        return there(files.settled(folder.labels(name))).orElse("");
    }

    @Override
    public int newestNow(String name) {
        checkThere();
        return folder.newest(name);
    }

    @Override
    public String labelsNow(String name) {
        checkThere();
        return TextFiles.fresh(folder.labels(name)).orElse("");
    }

    @Override
    public boolean add(String name, int number, String text) {
        return write(folder.version(name, number), text, () -> {
            folder.refuseTwin(name);
            return folder.newest(name) == number - 1;
        });
    }

    @Override
    public boolean replaceLabels(String name, String before, String after) {
        return write(folder.labels(name), after, () -> labelsNow(name).equals(before));
    }

    private boolean write(Path file, String text, BooleanSupplier unchanged) {
        checkThere();
        return FileIo.locked(lock, () -> {
            if (!unchanged.getAsBoolean()) {
                return false;
            }
            FileIo.write(file, text.getBytes(StandardCharsets.UTF_8));
            files.written(file, text);
            return true;
        });
    }

    @Override
    public String place(String name, int number) {
        return folder.version(name, number).toString();
    }

    @Override
    public String labelsPlace(String name) {
        return folder.labels(name).toString();
    }

    @Override
    public Presence presence() {
        return new Presence(clock.instant(), Optional.empty());
    }

    private Optional<String> there(Optional<String> text) {
        if (text.isEmpty()) {
            checkThere();
        }
        return text;
    }

    /** A directory that is not there yet is made by the first writer; one that was there and is not has gone away. */
    private void checkThere() {
        if (Files.isDirectory(directory)) {
            wasThere = true;
        } else if (wasThere) {
            throw new StoreException("the prompts' directory " + directory + " is gone: bring it back");
        }
    }
}
