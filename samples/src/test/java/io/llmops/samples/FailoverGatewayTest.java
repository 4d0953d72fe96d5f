package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.test.FaultServer;
import io.llmops.test.ServerReply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FailoverGatewayTest {

    @Test
    void should_ask_the_first_model_exactly_three_times_and_then_the_second() {
        try (FaultServer down = FaultServer.start();
                FaultServer up = FaultServer.start()) {
            for (int i = 0; i < 9; i++) {
                down.chat(ServerReply.status(500));
            }
            up.chat(ServerReply.text("两台"));
            ByteArrayOutputStream printed = new ByteArrayOutputStream();

            FailoverGateway.run(
                    FailoverGateway.openAi(down.baseUrl(), "gpt-4o-mini"),
                    FailoverGateway.openAi(up.baseUrl(), "gpt-4o"),
                    new PrintStream(printed, true, StandardCharsets.UTF_8));

            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("两台");
            assertThat(down.requests())
                    .as("one retry loop: three requests, and not nine")
                    .hasSize(3);
            assertThat(up.requests()).hasSize(1);
        }
    }
}
