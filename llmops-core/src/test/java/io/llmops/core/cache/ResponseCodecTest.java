package io.llmops.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseCodecTest {

    @Test
    void should_give_back_every_part_of_an_answer() {
        ChatResponse response = ChatResponse.builder()
                .aiMessage(AiMessage.builder()
                        .text("年假五天。\n\"引号\" \\ 🙂 \u0000")
                        .thinking("先想一想")
                        .toolExecutionRequests(List.of(
                                ToolExecutionRequest.builder()
                                        .id("1")
                                        .name("days")
                                        .arguments("{\"年\":3}")
                                        .build(),
                                ToolExecutionRequest.builder()
                                        .name("无号")
                                        .arguments("{}")
                                        .build()))
                        .attributes(Map.of("signature", "abc", "parts", List.of(1, true, "x"), "map", Map.of("k", 2.5)))
                        .build())
                .id("chatcmpl-1")
                .modelName("gpt-4o-mini-2024-07-18")
                .finishReason(FinishReason.TOOL_EXECUTION)
                .tokenUsage(new TokenUsage(10, 5, 16))
                .build();

        assertThat(ResponseCodec.decode("k", ResponseCodec.encode("k", response).orElseThrow()))
                .contains(response);
    }

    @Test
    void should_keep_unknown_apart_from_zero_and_empty() {
        ChatResponse bare =
                ChatResponse.builder().aiMessage(AiMessage.from("x")).build();
        ChatResponse half = ChatResponse.builder()
                .aiMessage(AiMessage.from(""))
                .tokenUsage(new TokenUsage(null, 0, null))
                .build();

        assertThat(ResponseCodec.decode("k", ResponseCodec.encode("k", bare).orElseThrow()))
                .contains(bare);
        assertThat(ResponseCodec.decode("k", ResponseCodec.encode("k", half).orElseThrow()))
                .contains(half);
    }

    @Test
    void should_write_no_answer_with_parts_that_have_no_form() {
        ChatResponse image = ChatResponse.builder()
                .aiMessage(AiMessage.builder()
                        .text("x")
                        .attributes(Map.of("image", new Object()))
                        .build())
                .build();

        assertThat(ResponseCodec.encode("k", image)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "not JSON",
                "{\"v\":1}",
                "{\"v\":2,\"key\":\"k\",\"text\":\"x\"}",
                "{\"v\":1,\"key\":\"other\",\"text\":\"x\"}",
                "{\"v\":1,\"key\":\"k\",\"text\":\"x\",\"finish\":\"NEVER\"}",
                "{\"v\":1,\"key\":\"k\",\"text\":\"x\"",
                "{\"v\":1,\"key\":\"k\",\"tools\":[{}]}",
                "{\"@class\":\"java.net.URL\",\"v\":1,\"key\":\"x\"}"
            })
    void should_take_a_damaged_or_foreign_text_as_none(String text) {
        assertThat(ResponseCodec.decode("k", text)).isEmpty();
    }
}
