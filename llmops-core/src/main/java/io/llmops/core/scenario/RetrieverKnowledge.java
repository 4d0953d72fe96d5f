package io.llmops.core.scenario;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.knowledge.Retrieval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A LangChain4j retriever that stands in for a knowledge base. It has judged relevance itself, so that the threshold is 0. */
record RetrieverKnowledge(String name, ContentRetriever retriever) implements Knowledge {

    private static final String[] DOCUMENT_KEYS = {"document", "file_name", "source", "url"};

    @Override
    public Retrieval retrieve(KnowledgeQuery query) {
        List<Content> contents = retriever.retrieve(Query.from(query.question()));
        int top = query.top().orElse(Integer.MAX_VALUE);
        List<Passage> passages = new ArrayList<>();
        for (Content content : contents.subList(0, Math.min(top, contents.size()))) {
            passages.add(passage(content, passages.size() + 1));
        }
        double best = passages.stream().mapToDouble(Passage::score).max().orElse(0);
        return new Retrieval(passages, best, 0);
    }

    private static Passage passage(Content content, int number) {
        TextSegment segment = content.textSegment();
        Map<String, String> metadata = new LinkedHashMap<>();
        segment.metadata().toMap().forEach((k, v) -> metadata.put(k, String.valueOf(v)));
        String document = "";
        for (String key : DOCUMENT_KEYS) {
            document = document.isEmpty() ? metadata.getOrDefault(key, "") : document;
        }
        Object id = content.metadata().get(ContentMetadata.EMBEDDING_ID);
        Object score = content.metadata().get(ContentMetadata.SCORE);
        return new Passage(
                id == null ? document + "#" + number : id.toString(),
                document,
                metadata.getOrDefault("title", document),
                segment.text(),
                score instanceof Number n ? Math.min(1, Math.max(0, n.doubleValue())) : 1,
                metadata);
    }
}
