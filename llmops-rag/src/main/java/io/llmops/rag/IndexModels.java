package io.llmops.rag;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.spi.Host;
import io.llmops.rag.index.IndexSettings;
import org.jspecify.annotations.Nullable;

/** The host's embedding models, as an index asks for them. */
final class IndexModels {

    private final Host host;
    private final String knowledge;

    /** @param knowledge the knowledge base's name, which the models' calls are booked under */
    IndexModels(Host host, String knowledge) {
        this.host = host;
        this.knowledge = knowledge;
    }

    /** The model of a reference; null of the one that stands for none. */
    @Nullable EmbeddingModel model(String ref) {
        return ref.equals(KnowledgeBase.NO_EMBEDDING) ? null : host.embeddingModel(ref, knowledge);
    }

    /** By the reference of then; where that leads to other weights now, by the own name of those of then. */
    @Nullable EmbeddingModel modelOf(IndexSettings built) {
        EmbeddingModel model = model(built.embeddingModel());
        if (built.serves(settings(built.embeddingModel(), model))) {
            return model;
        }
        try {
            return model(built.identity());
        } catch (NotFoundException e) {
            return model;
        }
    }

    static IndexSettings settings(String ref, @Nullable EmbeddingModel model) {
        return model == null ? IndexSettings.KEYWORD_ONLY : IndexSettings.of(ref, model);
    }
}
