package io.llmops.api.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.DocumentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentBytesTest {

    @Test
    void should_read_up_to_the_limit() {
        assertThat(DocumentBytes.read(bytes(10), 10)).hasSize(10);
    }

    @Test
    void should_name_document_and_limit_when_it_is_too_large() {
        assertThatThrownBy(() -> DocumentBytes.read(bytes(11), 10))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("a/b.txt is larger than the limit of 10 bytes");
    }

    @Test
    void should_say_that_an_empty_document_has_no_text() {
        assertThatThrownBy(() -> DocumentBytes.read(bytes(0), 10))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("a/b.txt has no text");
    }

    @Test
    void should_say_why_a_document_cannot_be_opened() {
        SourceDocument broken = new Fixed(new byte[0]) {
            @Override
            public InputStream open() throws IOException {
                throw new IOException("share is offline");
            }
        };
        assertThatThrownBy(() -> DocumentBytes.read(broken, 10))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("a/b.txt cannot be opened")
                .hasMessageContaining("share is offline");
    }

    @Test
    void should_take_the_extension_after_the_last_full_stop() {
        assertThat(DocumentReader.extension("Plan.2026.DOCX")).isEqualTo("docx");
        assertThat(DocumentReader.extension("README")).isEmpty();
    }

    private static SourceDocument bytes(int length) {
        return new Fixed(new byte[length]);
    }

    private static class Fixed implements SourceDocument {

        private final byte[] content;

        Fixed(byte[] content) {
            this.content = content;
        }

        @Override
        public String id() {
            return "a/b.txt";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public String fileName() {
            return "b.txt";
        }

        @Override
        public Map<String, String> metadata() {
            return Map.of();
        }

        @Override
        public InputStream open() throws IOException {
            return new ByteArrayInputStream(content);
        }
    }
}
