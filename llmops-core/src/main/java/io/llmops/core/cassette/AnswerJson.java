package io.llmops.core.cassette;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.core.provider.ClassifiedTokenUsage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes answers as JSON and reads them again. A vector is one line: its 32-bit numbers, little endian, as Base64. */
final class AnswerJson {

    static final String VECTORS = "vectors";
    static final String PIECES = "pieces";

    private static final String USAGE = "usage";
    private static final String CLASSES = "classes";

    private final ObjectMapper json = new ObjectMapper();
    private final Function<ChatResponseMetadata, Optional<Usage>> reader;

    /** @param reader tokens by class, where the report's own form is known */
    AnswerJson(Function<ChatResponseMetadata, Optional<Usage>> reader) {
        this.reader = reader;
    }

    /** A chat that came in pieces. */
    ObjectNode stream(ChatResponse response, StreamPieces pieces) {
        ObjectNode node = chat(response);
        node.set(PIECES, pieces.json());
        return node;
    }

    ObjectNode chat(ChatResponse response) {
        ObjectNode node = json.createObjectNode();
        put(node, "id", response.id());
        put(node, "model", response.modelName());
        put(
                node,
                "finishReason",
                response.finishReason() == null ? null : response.finishReason().name());
        usage(node, response.tokenUsage());
        classes(node, response);
        try {
            node.set("message", json.readTree(ChatMessageSerializer.messageToJson(response.aiMessage())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("LangChain4j wrote JSON that cannot be read", e);
        }
        return node;
    }

    ChatResponse chat(JsonNode node) {
        return ChatResponse.builder()
                .aiMessage((AiMessage) ChatMessageDeserializer.messageFromJson(
                        node.path("message").toString()))
                .metadata(ChatResponseMetadata.builder()
                        .id(node.path("id").textValue())
                        .modelName(node.path("model").textValue())
                        .finishReason(
                                node.has("finishReason")
                                        ? FinishReason.valueOf(
                                                node.path("finishReason").asText())
                                        : null)
                        .tokenUsage(usage(node))
                        .build())
                .build();
    }

    ObjectNode embeddings(List<Embedding> embeddings, @Nullable String model, @Nullable TokenUsage usage) {
        ObjectNode node = json.createObjectNode();
        put(node, "model", model);
        usage(node, usage);
        ArrayNode vectors = node.putArray(VECTORS);
        for (Embedding embedding : embeddings) {
            float[] vector = embedding.vector();
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            vectors.add(Base64.getEncoder().encodeToString(bytes.array()));
        }
        return node;
    }

    List<Embedding> embeddings(JsonNode node) {
        List<Embedding> embeddings = new ArrayList<>();
        for (JsonNode text : node.path(VECTORS)) {
            var numbers = ByteBuffer.wrap(Base64.getDecoder().decode(text.asText()))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] vector = new float[numbers.remaining()];
            numbers.get(vector);
            embeddings.add(Embedding.from(vector));
        }
        return embeddings;
    }

    /** Null where no usage was reported, which is not the same as none. */
    @Nullable TokenUsage usage(JsonNode node) {
        JsonNode usage = node.path(USAGE);
        if (usage.isMissingNode()) {
            return null;
        }
        Integer input = count(usage, "input");
        Integer output = count(usage, "output");
        Integer total = count(usage, "total");
        return usage.has(CLASSES)
                ? new ClassifiedTokenUsage(input, output, total, classes(usage.path(CLASSES)))
                : new TokenUsage(input, output, total);
    }

    private static Usage classes(JsonNode classes) {
        Usage.Builder usage = Usage.builder().quality(Usage.Quality.MEASURED);
        classes.properties()
                .forEach(p -> usage.tokens(
                        TokenClass.valueOf(p.getKey()), p.getValue().asLong()));
        return usage.build();
    }

    /** The class of its report is lost with the file, and with it what of the input was cached. */
    private void classes(ObjectNode node, ChatResponse response) {
        Optional<Usage> read = reader.apply(response.metadata());
        if (node.path(USAGE) instanceof ObjectNode counts && read.isPresent() && isMeasured(read.get())) {
            ObjectNode classes = counts.putObject(CLASSES);
            for (TokenClass type : TokenClass.values()) {
                if (read.get().tokens(type) > 0) {
                    classes.put(type.name(), read.get().tokens(type));
                }
            }
        }
    }

    private static boolean isMeasured(Usage usage) {
        return usage.quality() == Usage.Quality.MEASURED;
    }

    private static @Nullable Integer count(JsonNode usage, String name) {
        return usage.has(name) ? usage.path(name).asInt() : null;
    }

    private void usage(ObjectNode node, @Nullable TokenUsage usage) {
        if (usage != null) {
            ObjectNode counts = node.putObject(USAGE);
            put(counts, "input", usage.inputTokenCount());
            put(counts, "output", usage.outputTokenCount());
            put(counts, "total", usage.totalTokenCount());
        }
    }

    private void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.set(name, json.valueToTree(value));
        }
    }
}
