package io.llmops.jdbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.CapturedContent;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.WordMatch;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The nested parts of a record, as one JSON document. Fields that are empty are left out; unknown ones are passed over. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record RecordDetails(
        List<StoredAttempt> storedAttempts,
        @Nullable KnowledgeUse knowledge,
        List<String> tools,
        List<WordMatch> wordMatches,
        List<String> groups,
        Map<String, String> tags,
        @Nullable FinishReason finishReason) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** What was left out is empty. */
    RecordDetails {
        storedAttempts = storedAttempts == null ? List.of() : storedAttempts;
        tools = tools == null ? List.of() : tools;
        wordMatches = wordMatches == null ? List.of() : wordMatches;
        groups = groups == null ? List.of() : groups;
        tags = tags == null ? Map.of() : tags;
    }

    static RecordDetails of(CallRecord r) {
        return new RecordDetails(
                r.attempts().stream().map(StoredAttempt::of).toList(),
                r.knowledge().orElse(null),
                r.tools(),
                r.wordMatches(),
                List.copyOf(new TreeSet<>(r.context().groups())),
                r.context().tags(),
                r.finishReason().orElse(null));
    }

    static RecordDetails parse(String json) {
        return read(json, RecordDetails.class);
    }

    String toJson() {
        return write(this);
    }

    /** What was said, as a document of its own: it may be deleted before its record. */
    static String contentJson(CapturedContent content) {
        return write(content);
    }

    static CapturedContent content(String json) {
        return read(json, CapturedContent.class);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new StoreException("a record cannot be written as JSON", e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new StoreException("a record of the ledger cannot be read: its JSON is damaged", e);
        }
    }

    List<Attempt> attempts() {
        return storedAttempts.stream().map(StoredAttempt::toAttempt).toList();
    }
}
