package io.llmops.cli.demo;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.StoreException;
import io.llmops.core.io.FileIo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The handbook of Lindenhof Instruments, a company that does not exist, with leave, travel, security and equipment in
 * English ({@code en}) and Chinese ({@code zh}) and in the usual kinds of files. No state; thread-safe as long as no two
 * threads unpack to one place.
 */
public final class Handbook {

    /** Sensitive words of the handbook, one {@code word<TAB>category} a line. */
    public static final String WORDS = "words.txt";
    /** Questions with the facts that answer them; the first line names the columns. */
    public static final String QUESTIONS = "questions.csv";
    /** Questions that the handbook does not answer; the first line names the columns. */
    public static final String UNANSWERABLE = "unanswerable.csv";

    private static final String RESOURCES = "handbook/";
    private static final List<String> LANGUAGES = List.of("en", "zh");
    /** Suffix of a folder that stands for a file, whose text parts are kept in Git instead of a binary. */
    private static final String PARTS = ".parts";

    private Handbook() {}

    /**
     * Writes the documents to {@code en} and {@code zh} in a folder. A file that is there already with the same content
     * is not touched, one with another content is replaced, and other files stay. Only documents are written, so that the
     * folder can be read as a whole into a knowledge base; {@link #text} has the rest.
     *
     * @param targetDirectory made if it does not exist
     * @return {@code targetDirectory}
     * @throws ConfigurationException if a file cannot be written there
     */
    public static Path unpack(Path targetDirectory) {
        return unpack(resource(WORDS), targetDirectory);
    }

    /**
     * Writes a file of the handbook that is not a document, and returns where it is.
     *
     * @param name such as {@link #QUESTIONS}
     * @throws NotFoundException if there is none of that name
     * @throws ConfigurationException if it cannot be written there
     */
    public static Path unpack(String name, Path targetDirectory) {
        Path file = targetDirectory.resolve(name);
        try {
            write(file, text(name).getBytes(StandardCharsets.UTF_8));
            return file;
        } catch (IOException | StoreException e) {
            throw new ConfigurationException(file + " cannot be written: " + e + "; choose another folder", e);
        }
    }

    /**
     * A file of the handbook that is not a document.
     *
     * @param name such as {@link #QUESTIONS}
     * @throws NotFoundException if there is none of that name
     */
    public static String text(String name) {
        try (InputStream in = resource(name).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param neighbour any file that lies beside the folders of the languages, in a jar or a folder */
    static Path unpack(URL neighbour, Path targetDirectory) {
        try {
            URLConnection connection = neighbour.openConnection();
            if (connection instanceof JarURLConnection jar) {
                try (FileSystem files =
                        FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                    copyLanguages(files.getPath(jar.getEntryName()).resolveSibling(""), targetDirectory);
                }
            } else {
                copyLanguages(Path.of(neighbour.toURI()).resolveSibling(""), targetDirectory);
            }
            return targetDirectory;
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    "This system cannot write the Chinese file name " + e.getInput()
                            + ": set LC_ALL=C.UTF-8 and try again",
                    e);
        } catch (IOException | UncheckedIOException | StoreException | URISyntaxException e) {
            throw new ConfigurationException(
                    "The handbook cannot be unpacked to " + targetDirectory + ": " + e
                            + "; choose a folder that can be written",
                    e);
        }
    }

    private static URL resource(String name) {
        URL url = Handbook.class.getResource(RESOURCES + name);
        if (url == null) {
            throw new NotFoundException("The handbook has no file " + name + ": choose " + WORDS + ", " + QUESTIONS
                    + " or " + UNANSWERABLE);
        }
        return url;
    }

    private static void copyLanguages(Path handbook, Path target) throws IOException {
        for (String language : LANGUAGES) {
            Path folder = target.resolve(language);
            for (Path source : children(handbook.resolve(language))) {
                copy(source, folder);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static void copy(Path source, Path folder) throws IOException {
        // A name from a jar's file system may end with its separator.
        String name = source.getFileName().toString().replace("/", "");
        if (Files.isDirectory(source)) {
            write(folder.resolve(name.substring(0, name.length() - PARTS.length())), StoredZip.of(source));
        } else {
            write(folder.resolve(name), Files.readAllBytes(source));
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        FileIo.write(file, content);
    }
}
