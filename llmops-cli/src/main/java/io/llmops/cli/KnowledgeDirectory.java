package io.llmops.cli;

import io.llmops.LlmOps;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.LlmOpsException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.connect.Connectors;
import io.llmops.rag.index.ChunkIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A knowledge base by its directory alone: its name and its embedding model are found there. */
final class KnowledgeDirectory {

    private static final String ENGLISH = "onnx/all-minilm-l6-v2";
    private static final String CHINESE = "onnx/bge-small-zh-v1.5";
    private static final int SAMPLE_DOCUMENTS = 20;
    private static final double CHINESE_SHARE = 0.3;

    private KnowledgeDirectory() {}

    static String name(Path directory) {
        Path name = directory.toAbsolutePath().normalize().getFileName();
        return name == null ? "knowledge" : name.toString();
    }

    /**
     * Opens a knowledge base for questions.
     *
     * @throws NotFoundException if there is none, or it holds nothing that could answer one
     */
    static KnowledgeBase openReadOnly(LlmOps ops, Path directory) {
        return openReadOnly(ops, directory, name(directory));
    }

    /** The same under another name, by which a ledger knows it. */
    static KnowledgeBase openReadOnly(LlmOps ops, Path directory, String name) {
        if (!Files.isDirectory(directory)) {
            throw new NotFoundException("there is no knowledge base in " + directory
                    + ": make one with 'llmops ingest --knowledge " + directory + " --from FOLDER'");
        }
        KnowledgeBase base = KnowledgeBase.builder(ops)
                .name(name)
                .directory(directory)
                .embedding(embeddingOf(directory))
                .readOnly()
                .build();
        if (base.size() == 0) {
            base.close();
            throw new NotFoundException("the knowledge base in " + directory
                    + " is empty: take documents in with 'llmops ingest --knowledge " + directory + " --from FOLDER'");
        }
        return base;
    }

    /** The model that an index was made with; where there is none yet, one for the language of the documents. */
    static String embeddingFor(LlmOps ops, Path directory, Path source) {
        return Files.isDirectory(directory) && !isEmpty(directory)
                ? embeddingOf(directory)
                : isChinese(ops, source) ? CHINESE : ENGLISH;
    }

    /** Reference of the model that an index was made with. */
    static String embeddingOf(Path directory) {
        try (ChunkIndex index = ChunkIndex.openReadOnly(directory)) {
            String model = index.settings().embeddingModel();
            return model.equals("none") || model.indexOf('/') >= 0 ? model : "onnx/" + model;
        }
    }

    private static boolean isEmpty(Path directory) {
        String[] files = directory.toFile().list();
        return files == null || files.length == 0;
    }

    /** Judged by the characters of the first documents that can be read. */
    private static boolean isChinese(LlmOps ops, Path source) {
        List<SourceDocument> documents = new ArrayList<>();
        Connectors.files(source).read(documents::add);
        long han = 0;
        long letters = 0;
        for (SourceDocument document : documents.subList(0, Math.min(SAMPLE_DOCUMENTS, documents.size()))) {
            String text = text(ops.documentReaders(), document);
            han += text.codePoints()
                    .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                    .count();
            letters += text.codePoints().filter(Character::isLetter).count();
        }
        return letters > 0 && (double) han / letters >= CHINESE_SHARE;
    }

    /** Nothing where it cannot be read: the sync will say why. */
    private static String text(List<DocumentReader> readers, SourceDocument document) {
        for (DocumentReader reader : readers) {
            if (reader.reads(document.fileName())) {
                try {
                    StringBuilder text = new StringBuilder();
                    reader.read(document).forEach(part -> text.append(part.text()));
                    return text.toString();
                } catch (LlmOpsException e) {
                    return "";
                }
            }
        }
        return "";
    }
}
