package io.llmops.rag.connect;

import io.llmops.api.connect.Connector;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.DocumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Lists first and then hands over, so that a folder that fails half-way is not taken for one with fewer files. */
final class FilesConnector implements Connector {

    private final Path root;

    FilesConnector(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public String description() {
        return (Files.isRegularFile(root) ? "file " : "folder ") + root;
    }

    @Override
    public void read(Consumer<SourceDocument> visitor) {
        for (var file : list().entrySet()) {
            visitor.accept(FileDocument.of(file.getKey(), file.getValue()));
        }
    }

    private SortedMap<String, Path> list() {
        if (Files.isRegularFile(root)) {
            return new TreeMap<>(java.util.Map.of(root.getFileName().toString(), root));
        }
        if (!Files.isDirectory(root)) {
            throw new DocumentException("There is no folder or file " + root + ": check the path");
        }
        try {
            Listing listing = new Listing(root);
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
            return listing.files;
        } catch (IOException | UncheckedIOException e) {
            throw new DocumentException(
                    "The folder " + root + " cannot be listed: " + e + "; check its permissions", e);
        }
    }

    /** Follows links, but not out of the root; walkFileTree itself reports the ones that form a circle. */
    private static final class Listing extends SimpleFileVisitor<Path> {

        private final SortedMap<String, Path> files = new TreeMap<>();
        private final Path root;
        private final Path realRoot;

        Listing(Path root) throws IOException {
            this.root = root;
            this.realRoot = root.toRealPath();
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            boolean skipped = !folder.equals(root)
                    && (isHidden(folder) || !folder.toRealPath().startsWith(realRoot));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && !isHidden(file) && !isLock(file) && leadsInside(file)) {
                files.put(id(file), file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            // A circle of links, a link to nothing, or a file that went away between listing and looking.
            boolean harmless = Files.isSymbolicLink(file) || Files.notExists(file);
            if (!harmless) {
                throw failure;
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean leadsInside(Path file) {
            try {
                return !Files.isSymbolicLink(file) || file.toRealPath().startsWith(realRoot);
            } catch (IOException e) {
                return false;
            }
        }

        private String id(Path file) {
            StringBuilder id = new StringBuilder();
            for (Path name : root.relativize(file)) {
                id.append(id.isEmpty() ? "" : "/").append(name);
            }
            return id.toString();
        }

        private static boolean isHidden(Path path) throws IOException {
            return path.getFileName().toString().startsWith(".") || Files.isHidden(path);
        }

        private static boolean isLock(Path path) {
            return path.getFileName().toString().startsWith("~$");
        }
    }
}
