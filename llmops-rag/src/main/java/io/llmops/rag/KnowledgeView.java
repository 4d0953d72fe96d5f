package io.llmops.rag;

import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Retrieval;
import io.llmops.rag.retrieve.Retriever;

/** A knowledge base's documents, found in another way. */
record KnowledgeView(KnowledgeBase base, Retriever retriever, int top, double threshold) implements Knowledge {

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public Retrieval retrieve(KnowledgeQuery query) {
        return retriever.retrieve(query.question(), query.top().orElse(top), threshold);
    }
}
