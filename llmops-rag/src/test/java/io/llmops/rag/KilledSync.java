package io.llmops.rag;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A process that syncs a folder and a topic, and says so at each step, until it is killed. */
final class KilledSync {

    private static final int LISTED = 450;
    private static final int CHANGES = 1_500;
    private static final int IDS = 400;
    private static final int BATCH = 64;

    private KilledSync() {}

    public static void main(String[] args) {
        try (FakeHost host = new FakeHost(Path.of(args[0]))) {
            KnowledgeBase kb = base(host, Path.of(args[0]), folder(), topic(Long.parseLong(args[1])));
            kb.sync(progress -> System.out.println("step"));
            System.out.println("done");
        }
    }

    static KnowledgeBase base(FakeHost host, Path directory, FakeSource folder, FakeChanges topic) {
        return KnowledgeBase.builder(host)
                .name("killed")
                .directory(directory.resolve("index"))
                .embedding("fake/hash")
                .source(folder)
                .source(topic)
                .build();
    }

    static FakeSource folder() {
        FakeSource folder = new FakeSource();
        for (int i = 0; i < LISTED; i++) {
            folder.with("文件" + i + ".txt", "文件 " + i + " of the folder.");
        }
        return folder;
    }

    static FakeChanges topic(long seed) {
        FakeChanges topic = new FakeChanges("topic");
        topic.batch = BATCH;
        replay(seed, topic);
        return topic;
    }

    /** Text by id of what the topic leaves in the end. */
    static Map<String, String> after(long seed) {
        return replay(seed, new FakeChanges("nobody reads it"));
    }

    private static Map<String, String> replay(long seed, FakeChanges topic) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < CHANGES; i++) {
            String id = "row" + random.nextInt(IDS);
            if (random.nextInt(4) == 0) {
                topic.remove(id);
                texts.remove(id);
            } else {
                String text = "Row " + id + " as of change " + i + ".";
                topic.put(id, text);
                texts.put(id, text);
            }
        }
        return texts;
    }
}
