package io.llmops.rag.extract;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.ModelSpec;
import java.util.Optional;

/**
 * The provider {@code builtin}, whose one model is {@code builtin/extractive}: an {@link ExtractiveChatModel} that judges
 * support by terms alone.
 */
public final class BuiltinChatModelProvider implements ChatModelProvider {

    /** Does no work. */
    public BuiltinChatModelProvider() {}

    @Override
    public String name() {
        return "builtin";
    }

    @Override
    public ChatModel chatModel(ModelSpec spec) {
        return model(spec);
    }

    @Override
    public Optional<StreamingChatModel> streamingChatModel(ModelSpec spec) {
        return Optional.of(model(spec).streaming());
    }

    @Override
    public boolean local() {
        return true;
    }

    private static ExtractiveChatModel model(ModelSpec spec) {
        if (!spec.ref().name().equals(ExtractiveChatModel.NAME)) {
            throw new NotFoundException("there is no model '" + spec.ref()
                    + "': the only one of this provider is builtin/" + ExtractiveChatModel.NAME);
        }
        return ExtractiveChatModel.builder().build();
    }
}
