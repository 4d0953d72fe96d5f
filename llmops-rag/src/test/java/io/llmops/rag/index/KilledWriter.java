package io.llmops.rag.index;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A process that changes an index and commits, over and over, until it is killed. It says so after every commit. */
final class KilledWriter {

    private static final int DOCUMENTS = 17;

    private KilledWriter() {}

    public static void main(String[] args) {
        Path directory = Path.of(args[0]);
        try (ChunkIndex index = ChunkIndex.open(directory, Chunks.SETTINGS)) {
            System.out.println("open");
            for (int step = Integer.parseInt(args[1]); ; step++) {
                change(index, step);
                index.commit();
                System.out.println("ack " + step);
            }
        }
    }

    /** What one step does: three documents are replaced, and every third step one is removed. */
    private static void change(ChunkIndex index, int step) {
        for (int i = 0; i < 3; i++) {
            int number = (step * 3 + i) % DOCUMENTS;
            Chunks.put(index, "文档" + number, Integer.toString(step), texts(number, step));
        }
        if (step % 3 == 0) {
            index.remove("文档" + step % DOCUMENTS);
        }
    }

    static String[] texts(int number, int step) {
        String[] texts = new String[1 + (number + step) % 4];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "文档 " + number + " version " + step + " chunk " + i + " of " + texts.length;
        }
        return texts;
    }

    /** Version by document after that many steps: the same as {@link #change}, without an index. */
    static Map<String, String> after(int steps) {
        Map<String, String> versions = new TreeMap<>();
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < 3; i++) {
                versions.put("文档" + (step * 3 + i) % DOCUMENTS, Integer.toString(step));
            }
            if (step % 3 == 0) {
                versions.remove("文档" + step % DOCUMENTS);
            }
        }
        return versions;
    }
}
