package io.llmops.rag.quality;

import io.llmops.api.knowledge.Passage;
import io.llmops.rag.KnowledgeBase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What a knowledge base holds: its documents, and groups of chunks with the same text. */
final class Holdings {

    private final KnowledgeBase knowledge;
    private final Set<String> documents;
    private final Map<String, List<String>> byText = new HashMap<>();
    private final List<String> chunks = new ArrayList<>();

    private Holdings(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
        this.documents = knowledge.documents();
    }

    static Holdings read(KnowledgeBase knowledge) {
        Holdings content = new Holdings(knowledge);
        knowledge.forEachPassage(passage -> {
            content.chunks.add(passage.id());
            content.byText
                    .computeIfAbsent(digest(passage.text()), text -> new ArrayList<>(1))
                    .add(passage.id());
        });
        content.chunks.sort(null);
        return content;
    }

    Set<String> documents() {
        return documents;
    }

    int chunks() {
        return chunks.size();
    }

    /** Ids of chunks whose text is the same but for white space, group by group, each sorted, the largest first. */
    List<List<String>> duplicates() {
        Map<String, List<String>> groups = new TreeMap<>();
        for (List<String> ids : byText.values()) {
            if (ids.size() > 1) {
                List<String> sorted = ids.stream().sorted().toList();
                groups.put(sorted.get(0), sorted);
            }
        }
        return groups.values().stream()
                .sorted((a, b) -> Integer.compare(b.size(), a.size()))
                .toList();
    }

    /** So many different passages, drawn by chance; all where there are no more. */
    List<Passage> sample(int count, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<String> left = new ArrayList<>(chunks);
        Set<String> drawn = new TreeSet<>();
        while (drawn.size() < count && !left.isEmpty()) {
            int at = random.nextInt(left.size());
            drawn.add(left.get(at));
            left.set(at, left.get(left.size() - 1));
            left.remove(left.size() - 1);
        }
        List<Passage> passages = new ArrayList<>();
        knowledge.forEachPassage(passage -> {
            if (drawn.remove(passage.id())) {
                passages.add(passage);
            }
        });
        return passages;
    }

    private static String digest(String text) {
        try {
            byte[] bytes = text.strip().replaceAll("\\s+", " ").getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
