package io.llmops.api.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentVersionTest {

    private static final byte[] CONTENT = "年假".getBytes(UTF_8);

    @Test
    void should_be_the_hash_that_versions_of_today_and_of_later_releases_have() {
        assertThat(DocumentVersion.of("abc".getBytes(UTF_8), Map.of()))
                .as("SHA-256 of FIPS 180-4's example")
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(DocumentVersion.of("a".getBytes(UTF_8), Map.of("k", "v")))
                .isEqualTo(DocumentVersion.of("a\0k\0v".getBytes(UTF_8), Map.of()));
    }

    @Test
    void should_change_with_content_and_metadata_and_not_with_their_order() {
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("b", "2"));
        metadata.put("a", "1");
        assertThat(DocumentVersion.of(CONTENT, metadata))
                .isEqualTo(DocumentVersion.of(CONTENT, Map.of("a", "1", "b", "2")));
        assertThat(DocumentVersion.of(CONTENT, metadata))
                .isNotEqualTo(DocumentVersion.of(CONTENT, Map.of("a", "1", "b", "3")))
                .isNotEqualTo(DocumentVersion.of("病假".getBytes(UTF_8), metadata));
    }
}
