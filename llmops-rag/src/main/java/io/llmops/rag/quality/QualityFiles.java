package io.llmops.rag.quality;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.llmops.api.exception.StoreException;
import io.llmops.core.io.FileIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reports on quality as files: one for each knowledge base and day. */
final class QualityFiles {

    private static final int MAX_BYTES = 64 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantText()))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private QualityFiles() {}

    static Path save(KnowledgeQuality quality, Path directory) {
        Path file = directory.resolve(
                prefix(quality.knowledge()) + LocalDate.ofInstant(quality.at(), ZoneOffset.UTC) + ".json");
        try {
            Files.createDirectories(directory);
            FileIo.write(file, JSON.writeValueAsBytes(quality));
        } catch (IOException e) {
            throw new StoreException("report on quality " + file + " cannot be written: " + e, e);
        }
        return file;
    }

    static KnowledgeQuality load(Path file) {
        try {
            return JSON.readValue(FileIo.read(file, MAX_BYTES), KnowledgeQuality.class);
        } catch (NoSuchFileException e) {
            throw new StoreException("there is no report on quality " + file, e);
        } catch (JsonProcessingException e) {
            // Its message may quote questions.
            throw new StoreException(file + " is no report on quality that this version of llmops knows");
        } catch (IOException e) {
            throw new StoreException("report on quality " + file + " cannot be read: " + e, e);
        }
    }

    static Optional<KnowledgeQuality> latest(Path directory, String knowledge, Instant before) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        String name = Pattern.quote(prefix(knowledge)) + "\\d{4}-\\d{2}-\\d{2}\\.json";
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().matches(name))
                    .sorted(Comparator.reverseOrder())
                    .map(QualityFiles::load)
                    .filter(q -> q.at().isBefore(before))
                    .findFirst();
        } catch (IOException e) {
            throw new StoreException("reports on quality in " + directory + " cannot be listed: " + e, e);
        }
    }

    /** A name of a knowledge base may be anything; a name of a file may not. */
    private static String prefix(String knowledge) {
        return knowledge.replaceAll("[^\\p{L}\\p{N}._-]", "_") + "-";
    }

    private static final class InstantText extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantText() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "no ISO 8601 instant");
            }
        }
    }
}
