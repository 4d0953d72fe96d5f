package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * In a process of its own, since the opt-out must come before the first tokenizer and since the build's environment opts
 * out already.
 */
@Timeout(120)
class NoNetworkTest {

    @Test
    void should_open_no_connection_to_embed() throws Exception {
        assertThat(connectionsOf("embed")).containsExactly("done");
    }

    @Test
    void should_be_needed_since_the_same_tokenizer_asks_for_connections_without_us() throws Exception {
        assertThat(connectionsOf("control")).contains("done").anyMatch(line -> line.startsWith("connect http"));
    }

    private static List<String> connectionsOf(String mode) throws IOException, InterruptedException {
        ProcessBuilder child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NoNetworkChild.class.getName(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        child.environment().keySet().removeAll(List.of("OPT_OUT_TRACKING", "DJL_OFFLINE", "RUST_FLAVOR"));
        Process process = child.start();
        try {
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(process.waitFor()).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
