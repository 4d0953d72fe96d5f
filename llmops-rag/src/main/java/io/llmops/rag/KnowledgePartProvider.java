package io.llmops.rag;

import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.PartContext;
import io.llmops.api.spi.ScenarioPartProvider;
import io.llmops.rag.retrieve.RetrievalMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The key {@code knowledge} of a scenario: opens a knowledge base read-only. To sync it is a separate act, of the program
 * or of {@code llmops ingest}, which is what {@code source} is written down for.
 *
 * <pre>
 * knowledge: {name: handbook, directory: knowledge/handbook, source: docs, top: 5, mode: hybrid, threshold: 0.75}
 * </pre>
 *
 * <p>Only {@code name} is required. The directory is {@code knowledge/<name>} by default; paths are relative to the
 * specification. The embedding model is that of the index; where {@code embedding} is set it must be the same.
 */
public final class KnowledgePartProvider implements ScenarioPartProvider {

    /** Where indexes are by default, relative to the specification: {@value}. */
    public static final String DEFAULT_DIRECTORY = "knowledge";

    private static final List<String> MODES = Arrays.stream(RetrievalMode.values())
            .map(mode -> mode.name().toLowerCase(Locale.ROOT))
            .toList();

    /** Does no work. */
    public KnowledgePartProvider() {}

    @Override
    public String name() {
        return "knowledge";
    }

    @Override
    public JsonObjectSchema schema() {
        return JsonObjectSchema.builder()
                .addStringProperty("name", "its name in the ledger")
                .addStringProperty("directory", "where its index is; knowledge/<name> by default")
                .addStringProperty("source", "the folder that it is synchronised from")
                .addStringProperty("embedding", "the embedding model, as provider/name, or none")
                .addIntegerProperty("top", "at most so many passages; 5 by default")
                .addEnumProperty("mode", MODES, "how passages are found; hybrid by default")
                .addNumberProperty("threshold", "relevance that a passage must reach, 0 to 1")
                .required("name")
                .additionalProperties(false)
                .build();
    }

    @Override
    public KnowledgeBase build(Map<String, Object> settings, PartContext context) {
        String name = text(settings, "name");
        String directory =
                settings.containsKey("directory") ? text(settings, "directory") : DEFAULT_DIRECTORY + "/" + name;
        KnowledgeBaseBuilder builder = KnowledgeBase.builder(context).readOnly();
        try {
            builder.name(name).directory(context.baseDirectory().resolve(Path.of(directory)));
            if (settings.containsKey("embedding")) {
                builder.embedding(text(settings, "embedding"));
            }
            if (settings.containsKey("top")) {
                builder.top((int) number(settings, "top"));
            }
            if (settings.containsKey("mode")) {
                builder.mode(mode(text(settings, "mode")));
            }
            if (settings.containsKey("threshold")) {
                builder.threshold(number(settings, "threshold"));
            }
            return builder.build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigurationException("knowledge '" + name + "': " + e.getMessage(), e);
        }
    }

    private static RetrievalMode mode(String mode) {
        if (!MODES.contains(mode)) {
            throw new ConfigurationException("knowledge.mode must be one of " + MODES + ", but is '" + mode + "'");
        }
        return RetrievalMode.valueOf(mode.toUpperCase(Locale.ROOT));
    }

    private static String text(Map<String, Object> settings, String key) {
        if (settings.get(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new ConfigurationException("knowledge." + key + " must be a text that is not blank");
    }

    private static double number(Map<String, Object> settings, String key) {
        if (settings.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw new ConfigurationException("knowledge." + key + " must be a number, but is " + settings.get(key));
    }
}
