package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.core.io.FileIo;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prompts as files that a team keeps in Git: a folder for each prompt, in it a Markdown file for each version
 * ({@code answer/0001.md}) and {@code labels.yaml}. Every read looks at the files, so a change by {@code git pull} or
 * by another process is seen by the next call. Thread-safe; holds nothing that must be closed.
 *
 * <p>A file is written whole or not at all. Writers, also of other processes, wait for each other on the file
 * {@code .lock} in the directory, for at most ten seconds. A version file that was edited after it was published is
 * refused with a {@link PromptException}; the other versions stay readable, and {@link #versions(String)} leaves it out.
 */
public final class FilePromptRegistry implements PromptRegistry {

    private final PromptFolder folder;
    private final Path lock;
    private final Clock clock;
    private final FileCache<PromptVersion> versions;
    private final FileCache<Map<String, Integer>> labels;

    private FilePromptRegistry(Path directory, Clock clock) {
        this.folder = new PromptFolder(directory);
        this.lock = directory.resolve(".lock");
        this.clock = clock;
        this.versions = new FileCache<>(
                clock,
                (file, bytes) -> VersionFile.read(
                        String.valueOf(directory.relativize(file).getParent()),
                        PromptFolder.number(file).orElseThrow(),
                        file,
                        bytes));
        this.labels = new FileCache<>(clock, LabelsFile::read);
    }

    /** The registry in a directory, which is made by the first publish if it is not there. */
    public static FilePromptRegistry open(Path directory) {
        return open(directory, Clock.systemUTC());
    }

    /** The registry in a directory; versions are dated by {@code clock}. */
    public static FilePromptRegistry open(Path directory, Clock clock) {
        return new FilePromptRegistry(directory.toAbsolutePath().normalize(), clock);
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.llmops.api.exception.LockedException if other writers hold the registry for more than ten seconds
     */
    @Override
    public PromptVersion publish(PromptDraft draft) {
        PromptChecks.parses(draft, this);
        String hash = draft.hash();
        return FileIo.locked(lock, () -> {
            folder.refuseTwin(draft.name());
            int newest = folder.newest(draft.name());
            Optional<PromptVersion> same =
                    readable(draft.name(), newest).filter(v -> v.hash().equals(hash));
            return same.orElseGet(() -> write(new PromptVersion(draft, newest + 1, hash, clock.instant())));
        });
    }

    @Override
    public PromptVersion get(PromptRef ref) {
        String name = ref.name();
        if (ref.label().isPresent()) {
            String label = ref.label().get();
            Map<String, Integer> known = labels(name);
            Integer number = known.get(label);
            if (number == null) {
                throw PromptChecks.noLabel(name, label, known.keySet());
            }
            return version(name, number);
        }
        return version(name, ref.number().orElseGet(() -> folder.newest(name)));
    }

    @Override
    public List<String> names() {
        return folder.names();
    }

    @Override
    public List<PromptVersion> versions(String name) {
        List<PromptVersion> found = new ArrayList<>();
        for (int number : existing(name)) {
            readable(name, number).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    @Override
    public Map<String, Integer> labels(String name) {
        existing(name);
        return labels.get(folder.labels(name)).orElse(Map.of());
    }

    /**
     * {@inheritDoc}
     *
     * @throws PromptException if {@code label} is no name or only digits, or the version's file is broken
     * @throws io.llmops.api.exception.LockedException if other writers hold the registry for more than ten seconds
     */
    @Override
    public PromptVersion label(String name, String label, int number) {
        PromptChecks.label(name, label);
        PromptVersion version = version(name, number);
        return FileIo.locked(lock, () -> {
            TreeMap<String, Integer> changed = new TreeMap<>(labels(name));
            changed.put(label, number);
            FileIo.write(folder.labels(name), LabelsFile.write(changed));
            return version;
        });
    }

    private PromptVersion version(String name, int number) {
        return versions.get(folder.version(name, number))
                .orElseThrow(() -> PromptChecks.noVersion(name, number, existing(name)));
    }

    private Optional<PromptVersion> readable(String name, int number) {
        return versions.readable(folder.version(name, number));
    }

    private List<Integer> existing(String name) {
        List<Integer> numbers = folder.numbers(name);
        if (numbers.isEmpty()) {
            throw PromptChecks.noPrompt(name, folder.names());
        }
        return numbers;
    }

    private PromptVersion write(PromptVersion version) {
        Path file = folder.version(version.name(), version.number());
        byte[] bytes = VersionFile.write(version);
        PromptVersion read = VersionFile.read(version.name(), version.number(), file, bytes);
        FileIo.write(file, bytes);
        return read;
    }
}
