package io.llmops.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Zips a folder so that the same files give the same bytes everywhere: entries in order, with one fixed time, and not
 * compressed, since compressed bytes differ between versions of zlib. What is an office file by its parts is one then.
 */
final class StoredZip {

    /** The part that an Open Packaging Conventions file (ECMA-376 part 2) is recognised by; programs look for it first. */
    private static final String FIRST = "[Content_Types].xml";
    /** The earliest time that a zip entry can tell. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private StoredZip() {}

    static byte[] of(Path folder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names(folder)) {
                byte[] content = Files.readAllBytes(folder.resolve(name));
                zip.putNextEntry(entry(name, content));
                zip.write(content);
            }
        }
        return out.toByteArray();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted(Comparator.comparing((String name) -> !name.equals(FIRST))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    private static ZipEntry entry(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(TIME);
        return entry;
    }
}
