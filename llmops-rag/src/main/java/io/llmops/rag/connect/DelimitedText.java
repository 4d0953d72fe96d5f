package io.llmops.rag.connect;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.langchain4j.data.document.Document;
import io.llmops.api.connect.TableText;
import io.llmops.api.exception.DocumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** CSV as RFC 4180 has it, with the separators that spreadsheets use, and TSV. */
final class DelimitedText {

    /** Rows go into one part until it has about so many characters, for a row alone is too little to be found by. */
    private static final int PART_CHARACTERS = 1_500;

    private static final String SEPARATORS = ",;\t|";
    private static final int SAMPLE_CHARACTERS = 8_192;
    private static final int SAMPLE_LINES = 10;
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*+\"");
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private DelimitedText() {}

    static List<Document> parts(String id, String text, boolean tabs) {
        List<Document> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String line : TableText.lines(rows(id, text, tabs ? '\t' : separator(text)), true)) {
            if (!part.isEmpty() && part.length() + line.length() > PART_CHARACTERS) {
                parts.add(Document.from(part.toString()));
                part.setLength(0);
            }
            part.append(part.isEmpty() ? "" : "\n").append(line);
        }
        if (!part.isEmpty()) {
            parts.add(Document.from(part.toString()));
        }
        return parts;
    }

    private static List<List<String>> rows(String id, String text, char separator) {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        List<List<String>> rows = new ArrayList<>();
        try (MappingIterator<String[]> values =
                MAPPER.readerFor(String[].class).with(schema).readValues(text)) {
            while (values.hasNextValue()) {
                rows.add(List.of(values.nextValue()));
            }
        } catch (JacksonException e) {
            // Its message quotes the text, so only the place is told.
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new DocumentException(
                    id + " is damaged: line " + line + " is not CSV; look for a quotation mark that is not closed");
        } catch (IOException e) {
            throw new DocumentException(id + " is damaged: " + e.getClass().getSimpleName(), e);
        }
        return rows;
    }

    /** The one that every one of the first lines has; of several, the most frequent. */
    private static char separator(String text) {
        String sample = text.substring(0, Math.min(text.length(), SAMPLE_CHARACTERS));
        List<String> lines = QUOTED.matcher(sample)
                .replaceAll("")
                .lines()
                .filter(line -> !line.isBlank())
                .limit(SAMPLE_LINES)
                .toList();
        Comparator<Character> least = Comparator.comparingLong(
                c -> lines.stream().mapToLong(line -> count(line, c)).min().orElse(0));
        Comparator<Character> all = Comparator.comparingLong(
                c -> lines.stream().mapToLong(line -> count(line, c)).sum());
        Stream<Character> candidates = SEPARATORS.chars().mapToObj(c -> (char) c);
        return candidates
                .reduce((a, b) -> least.thenComparing(all).compare(a, b) >= 0 ? a : b)
                .orElse(',');
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(c -> c == wanted).count();
    }
}
