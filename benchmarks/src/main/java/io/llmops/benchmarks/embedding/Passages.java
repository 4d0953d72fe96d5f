package io.llmops.benchmarks.embedding;

import dev.langchain4j.data.segment.TextSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The texts to embed: lines of a file, or made from a seed. */
final class Passages {

    private static final long SEED = 20261124;
    private static final List<String> WORDS = List.of(
            "the",
            "of",
            "and",
            "to",
            "a",
            "in",
            "for",
            "is",
            "on",
            "that",
            "by",
            "with",
            "report",
            "leave",
            "days",
            "carry",
            "over",
            "policy",
            "employee",
            "manager",
            "request",
            "approve",
            "calendar",
            "holiday",
            "holidays",
            "contract",
            "notice",
            "period",
            "written",
            "system",
            "network",
            "password",
            "reset",
            "account",
            "invoice",
            "payment",
            "refund",
            "shipping",
            "warehouse",
            "quantity",
            "temperature",
            "maintenance",
            "schedule",
            "vendor");

    private Passages() {}

    /** The first lines of the file that are not blank. */
    static List<TextSegment> read(Path file, int count) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .limit(count)
                    .map(TextSegment::from)
                    .toList();
        }
    }

    /** Texts of random words, the same on every run. */
    static List<TextSegment> generate(int count, int fewestWords, int mostWords) {
        Random random = new Random(SEED);
        return IntStream.range(0, count)
                .mapToObj(i -> random.ints(random.nextInt(fewestWords, mostWords + 1), 0, WORDS.size())
                        .mapToObj(WORDS::get)
                        .collect(Collectors.joining(" ")))
                .map(TextSegment::from)
                .toList();
    }
}
