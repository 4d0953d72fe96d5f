package io.llmops.core.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The synthetic data of presidio-research, whose spans are known. */
class SyntheticDataTest {

    private static final Map<String, String> KINDS = Map.of(
            "EMAIL_ADDRESS",
            "email",
            "CREDIT_CARD",
            "card",
            "IP_ADDRESS",
            "ip",
            "US_SSN",
            "us-ssn",
            "PHONE_NUMBER",
            "phone");

    private static JsonNode rows;

    @BeforeAll
    static void read() throws IOException {
        String data = System.getProperty("llmops.testdata", "");
        assumeThat(data)
                .as("set -Dllmops.testdata to the directory of real test data")
                .isNotBlank();
        rows = new ObjectMapper()
                .readTree(Path.of(data, "safety-pii", "generated_small.json").toFile());
    }

    @Test
    void should_find_every_card_email_address_and_security_number_by_its_span() {
        Map<String, int[]> counts = new TreeMap<>();
        for (JsonNode row : rows) {
            var finds = PersonalData.all().find(row.get("full_text").asText());
            for (JsonNode span : row.get("spans")) {
                String kind = KINDS.get(span.get("entity_type").asText());
                if (kind != null) {
                    Found expected = new Found(
                            kind,
                            span.get("start_position").asInt(),
                            span.get("end_position").asInt());
                    int[] count = counts.computeIfAbsent(kind, k -> new int[2]);
                    count[0]++;
                    count[1] += finds.contains(expected) ? 1 : 0;
                }
            }
        }
        counts.forEach((kind, c) -> System.out.printf("%s: %d of %d by span%n", kind, c[1], c[0]));
        assertThat(counts.keySet()).contains("card", "email", "ip", "us-ssn");
        counts.forEach((kind, c) -> {
            if (!kind.equals("phone")) {
                assertThat(c[1]).as(kind).isEqualTo(c[0]);
            }
        });
    }

    @Test
    void should_find_next_to_nothing_else() {
        int others = 0;
        for (JsonNode row : rows) {
            for (Found found : PersonalData.all().find(row.get("full_text").asText())) {
                boolean known = false;
                for (JsonNode span : row.get("spans")) {
                    known |= KINDS.containsKey(span.get("entity_type").asText())
                            && found.start() < span.get("end_position").asInt()
                            && found.end() > span.get("start_position").asInt();
                }
                if (!known) {
                    others++;
                    System.out.println("not in the data: " + found);
                }
            }
        }
        assertThat(others)
                .as("finds in %d texts that the data does not have", rows.size())
                .isLessThanOrEqualTo(2);
    }
}
