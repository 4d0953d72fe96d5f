package io.llmops.rag.quality;

import io.llmops.core.ledger.Share;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reports on quality in a few aligned lines. */
final class QualityText {

    private static final int LISTED = 5;

    private QualityText() {}

    static String of(KnowledgeQuality quality) {
        List<String> lines = new ArrayList<>();
        lines.add(quality.knowledge() + ", " + day(quality));
        lines.add(line("holds", size(quality.size())));
        KnowledgeQuality.Questions questions = quality.questions();
        if (questions.answered().of() > 0) {
            lines.add(line("answered", questions.answered().toString()));
            questions.hitAt().forEach((depth, share) -> {
                if (share.of() > 0) {
                    lines.add(line("hit@" + depth, share.toString()));
                }
            });
            lines.add(line(
                    "covered",
                    quality.content().covered()
                            + listed(", not ", quality.content().uncovered())));
            questions.missed().stream().limit(LISTED).forEach(text -> lines.add(line("missed", text)));
        }
        if (questions.unmade() > 0) {
            lines.add(line("unmade", questions.unmade() + " passages to which the model made no question"));
        }
        lines.add(line("duplicates", duplicates(quality)));
        KnowledgeQuality.Use use = quality.use();
        if (use != null) {
            lines.add(line("hit rate", use.hits().toString()));
            lines.add(line("dead", use.dead().size() + " documents" + listed(": ", use.dead())));
            if (!use.words().isEmpty()) {
                lines.add(line("words from", counts(use.words())));
            }
            if (!use.refusals().isEmpty()) {
                lines.add(line("refused with", counts(use.refusals())));
            }
            if (use.dropped() > 0) {
                lines.add(line("lost", use.dropped() + " records: sums may lack as many calls"));
            }
        }
        return String.join("\n", lines);
    }

    static String change(KnowledgeQuality earlier, KnowledgeQuality now) {
        List<String> lines = new ArrayList<>();
        lines.add("since " + day(earlier));
        compare(lines, "holds", size(earlier.size()), size(now.size()));
        compare(
                lines,
                "answered",
                earlier.questions().answered(),
                now.questions().answered());
        Set<Integer> depths = new TreeSet<>(earlier.questions().hitAt().keySet());
        depths.retainAll(now.questions().hitAt().keySet());
        for (int depth : depths) {
            compare(
                    lines,
                    "hit@" + depth,
                    Objects.requireNonNull(earlier.questions().hitAt().get(depth)),
                    Objects.requireNonNull(now.questions().hitAt().get(depth)));
        }
        compare(lines, "covered", earlier.content().covered(), now.content().covered());
        compare(lines, "duplicates", duplicates(earlier), duplicates(now));
        added(
                lines,
                "newly missed",
                earlier.questions().missed(),
                now.questions().missed());
        if (earlier.use() != null && now.use() != null) {
            compare(lines, "hit rate", earlier.use().hits(), now.use().hits());
            added(lines, "newly dead", earlier.use().dead(), now.use().dead());
        }
        if (lines.size() == 1) {
            lines.add(line("no change", ""));
        }
        return String.join("\n", lines);
    }

    private static String day(KnowledgeQuality quality) {
        return LocalDate.ofInstant(quality.at(), ZoneOffset.UTC).toString();
    }

    private static String size(KnowledgeQuality.Size size) {
        return String.format(Locale.ROOT, "%,d documents, %,d chunks", size.documents(), size.chunks())
                + (size.quarantined() > 0 ? ", " + size.quarantined() + " documents in quarantine" : "");
    }

    private static String duplicates(KnowledgeQuality quality) {
        List<List<String>> groups = quality.content().duplicates();
        long chunks = groups.stream().mapToLong(List::size).sum();
        return groups.isEmpty()
                ? "none"
                : chunks + " chunks in " + groups.size() + " groups with the same text, such as "
                        + String.join(
                                " = ",
                                groups.get(0)
                                        .subList(0, Math.min(3, groups.get(0).size())));
    }

    private static void compare(List<String> lines, String name, Share before, Share now) {
        if (before.value().isPresent() && now.value().isPresent() && !before.equals(now)) {
            double points = 100 * (now.value().getAsDouble() - before.value().getAsDouble());
            lines.add(line(name, before + " -> " + now + String.format(Locale.ROOT, ", %+.1f points", points)));
        }
    }

    private static void compare(List<String> lines, String name, String before, String now) {
        if (!before.equals(now)) {
            lines.add(line(name, before + " -> " + now));
        }
    }

    private static void added(List<String> lines, String name, List<String> before, List<String> now) {
        List<String> added = now.stream().filter(text -> !before.contains(text)).toList();
        if (!added.isEmpty()) {
            lines.add(line(name, added.size() + listed(": ", added)));
        }
    }

    private static String listed(String lead, List<String> all) {
        return all.isEmpty()
                ? ""
                : lead
                        + String.join(", ", all.subList(0, Math.min(LISTED, all.size())))
                        + (all.size() > LISTED ? " and " + (all.size() - LISTED) + " more" : "");
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String line(String name, String text) {
        return String.format("  %-13s %s", name, text).stripTrailing();
    }
}
