package io.llmops.core.scenario;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.EmbeddingModelProvider;
import io.llmops.api.spi.ModelSpec;
import io.llmops.core.provider.ProviderRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Models by reference, each made once by its provider; bare, not yet behind the gateway. Thread-safe. */
public final class ModelCatalog {

    private final ProviderRegistry providers;
    private final Function<String, @Nullable String> environment;
    private final Map<ModelRef, UnaryOperator<ModelSpec.Builder>> settings;
    private final Consumer<AutoCloseable> owner;
    private final Map<ModelRef, Chat> chats = new ConcurrentHashMap<>();
    private final Map<ModelRef, Embedded> embeddings = new ConcurrentHashMap<>();

    /**
     * A chat model and whether it runs on the user's machine.
     *
     * @param model the model
     * @param streaming the same as a stream, if its provider streams
     * @param local whether it runs on the user's machine
     */
    public record Chat(ChatModel model, Optional<StreamingChatModel> streaming, boolean local) {}

    /**
     * An embedding model and whether it runs on the user's machine.
     *
     * @param model the model
     * @param local whether it runs on the user's machine
     */
    public record Embedded(EmbeddingModel model, boolean local) {}

    /**
     * A catalog.
     *
     * @param settings what the application has set for models
     * @param owner told of every model that must be closed
     */
    public ModelCatalog(
            ProviderRegistry providers,
            Function<String, @Nullable String> environment,
            Map<ModelRef, UnaryOperator<ModelSpec.Builder>> settings,
            Consumer<AutoCloseable> owner) {
        this.providers = providers;
        this.environment = environment;
        this.settings = Map.copyOf(settings);
        this.owner = owner;
    }

    /**
     * The chat model of a reference.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such provider or model
     * @throws io.llmops.api.exception.ConfigurationException if a setting is missing
     */
    public Chat chat(ModelRef ref) {
        return chats.computeIfAbsent(ref, r -> chat(r, UnaryOperator.identity()));
    }

    /**
     * A chat model of its own, with settings beside those that the application has set for the reference.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such provider or model
     * @throws io.llmops.api.exception.ConfigurationException if a setting is missing or wrong
     */
    public Chat chat(ModelRef ref, UnaryOperator<ModelSpec.Builder> change) {
        ChatModelProvider provider = providers.get(ChatModelProvider.class, ref.provider());
        ModelSpec spec = change.apply(spec(ref)).build();
        ChatModel model = provider.chatModel(spec);
        own(model);
        Optional<StreamingChatModel> streaming = provider.streamingChatModel(spec);
        streaming.filter(s -> s != (Object) model).ifPresent(this::own);
        return new Chat(model, streaming, provider.local());
    }

    /**
     * The embedding model of a reference.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such provider or model
     * @throws io.llmops.api.exception.ConfigurationException if a setting is missing
     */
    public Embedded embedding(ModelRef ref) {
        return embeddings.computeIfAbsent(ref, r -> {
            EmbeddingModelProvider provider = providers.get(EmbeddingModelProvider.class, r.provider());
            EmbeddingModel model = provider.embeddingModel(spec(r).build());
            own(model);
            return new Embedded(model, provider.local());
        });
    }

    private ModelSpec.Builder spec(ModelRef ref) {
        return settings.getOrDefault(ref, UnaryOperator.identity())
                .apply(ModelSpec.builder(ref).environment(environment));
    }

    private void own(Object model) {
        if (model instanceof AutoCloseable closeable) {
            owner.accept(closeable);
        }
    }
}
