package io.llmops.core.gateway;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The most input tokens that a request can be, without a tokenizer. Every tokenizer of bytes makes at most one token of a byte,
 * so that the UTF-8 bytes of all that is sent bound its tokens, and a few more for what a provider writes around messages
 * and tools. What is neither text nor an image cannot be bound by its size and counts as a whole context window.
 */
final class InputBound implements ToLongFunction<String> {

    /** Tokens that a message takes beside its text, at most: {@value}. */
    static final int PER_MESSAGE = 8;
    /** Tokens of a provider's own instructions about tools, at most; 530 is the largest that Anthropic states. */
    static final int FOR_TOOLS = 600;
    /** Audio, video and files: the largest context window that is sold, as no request can be longer: {@value}. */
    static final long UNBOUNDED = 2_097_152;

    private final long text;
    private final List<ImageContent> images;

    private InputBound(long text, List<ImageContent> images) {
        this.text = text;
        this.images = images;
    }

    /** The bound for one model, which decides what an image is. */
    @Override
    public long applyAsLong(String model) {
        long sum = text;
        for (ImageContent image : images) {
            sum += ImageTokens.atMost(model, image.detailLevel());
        }
        return sum;
    }

    static InputBound of(ChatRequest request) {
        Adder adder = new Adder();
        request.messages().forEach(adder::message);
        List<ToolSpecification> tools = request.toolSpecifications();
        if (tools != null && !tools.isEmpty()) {
            adder.sum += FOR_TOOLS;
            tools.forEach(tool -> adder.sum += SchemaBytes.of(tool));
        }
        ResponseFormat format = request.responseFormat();
        if (format != null && format.jsonSchema() != null) {
            adder.sum += FOR_TOOLS + SchemaBytes.of(format.jsonSchema());
        }
        return new InputBound(adder.sum, adder.images);
    }

    static InputBound of(List<EmbeddingInput> inputs) {
        Adder adder = new Adder();
        for (EmbeddingInput input : inputs) {
            adder.sum += PER_MESSAGE;
            input.contents().forEach(adder::content);
        }
        return new InputBound(adder.sum, adder.images);
    }

    private static final class Adder {
        private long sum;
        private final List<ImageContent> images = new java.util.ArrayList<>(0);

        void message(ChatMessage message) {
            sum += PER_MESSAGE;
            if (message instanceof UserMessage user) {
                text(user.name());
                user.contents().forEach(this::content);
            } else if (message instanceof SystemMessage system) {
                text(system.text());
            } else if (message instanceof AiMessage ai) {
                text(ai.text());
                text(ai.thinking());
                ai.toolExecutionRequests().forEach(this::toolCall);
                ai.images().forEach(image -> images.add(ImageContent.from(image)));
            } else if (message instanceof ToolExecutionResultMessage result) {
                text(result.id());
                text(result.toolName());
                result.contents().forEach(this::content);
            } else if (message instanceof CustomMessage custom) {
                sum += SchemaBytes.of(custom.attributes());
            } else {
                sum += UNBOUNDED;
            }
        }

        private void toolCall(ToolExecutionRequest call) {
            sum += PER_MESSAGE;
            text(call.id());
            text(call.name());
            text(call.arguments());
        }

        private void content(Content content) {
            if (content instanceof TextContent text) {
                text(text.text());
            } else if (content instanceof ImageContent image) {
                images.add(image);
            } else {
                sum += UNBOUNDED;
            }
        }

        private void text(@Nullable String text) {
            sum += text == null ? 0 : Utf8.length(text);
        }
    }
}
