package io.llmops.opencc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table of OpenCC: a form, a space or tab, and what it is converted to on each line, the usual first. */
final class OpenCcTable {

    private OpenCcTable() {}

    /**
     * The usual conversion of each form to another: 乾 stays itself in some words and is 干 in others, and is 干 here.
     *
     * @throws IllegalStateException if the table is not on the class path
     */
    static Map<String, String> read(String name) {
        String path = "/data/dictionary/" + name + ".txt";
        try (InputStream in = OpenCcTable.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(
                        path + " is not on the class path: it comes with com.github.houbb:opencc4j, put that there");
            }
            Map<String, String> table = new LinkedHashMap<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] columns = line.strip().split("\\s+");
                for (int i = 1; i < columns.length; i++) {
                    if (!columns[i].equals(columns[0])) {
                        table.putIfAbsent(columns[0], columns[i]);
                    }
                }
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
