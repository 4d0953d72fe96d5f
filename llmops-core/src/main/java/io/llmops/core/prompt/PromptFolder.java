package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import io.llmops.api.exception.StoreException;
import io.llmops.api.prompt.PromptRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files the registry's directory has, and how they are named. */
final class PromptFolder {

    private static final Pattern VERSION = Pattern.compile("(\\d{4,9})\\.md");

    private final Path root;

    PromptFolder(Path root) {
        this.root = root;
    }

    /** The file of a version. */
    Path version(String name, int number) {
        return root.resolve(PromptRef.checkName(name)).resolve(fileName(number));
    }

    /** The file of a prompt's labels. */
    Path labels(String name) {
        return root.resolve(PromptRef.checkName(name)).resolve("labels.yaml");
    }

    /** Names of the prompts that have a version, sorted. */
    List<String> names() {
        return list(root).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(name -> isName(name) && !numbers(name).isEmpty())
                .sorted()
                .toList();
    }

    /** Numbers of a prompt's versions, sorted; none if there is no such prompt. */
    List<Integer> numbers(String name) {
        return list(root.resolve(PromptRef.checkName(name))).stream()
                .map(PromptFolder::number)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    /** The highest number; 0 if there is none. */
    int newest(String name) {
        List<Integer> numbers = numbers(name);
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    /** Refuses a name that a file system without upper and lower case would take for another prompt. */
    void refuseTwin(String name) {
        for (String other : names()) {
            if (other.equalsIgnoreCase(name) && !other.equals(name)) {
                throw new PromptException(
                        "prompt '" + name + "' differs from prompt '" + other + "' by case only: choose another name");
            }
        }
    }

    /** The number that a file's name stands for, if it is a version's. */
    static Optional<Integer> number(Path file) {
        String name = String.valueOf(file.getFileName());
        Matcher m = VERSION.matcher(name);
        if (!m.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(m.group(1));
        return number > 0 && fileName(number).equals(name) ? Optional.of(number) : Optional.empty();
    }

    private static String fileName(int number) {
        return String.format(Locale.ROOT, "%04d.md", number);
    }

    private static boolean isName(String text) {
        try {
            return PromptRef.checkName(text).equals(text);
        } catch (PromptException e) {
            return false;
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new StoreException("cannot list " + directory, e);
        }
    }
}
