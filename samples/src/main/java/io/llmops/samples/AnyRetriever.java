package io.llmops.samples;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.llmops.LlmOps;
import io.llmops.api.knowledge.Answer;
import io.llmops.core.scenario.Scenario;
import java.io.PrintStream;
import java.util.List;

/**
 * An application that has a vector store already: any retriever of LangChain4j is the knowledge of a scenario.
 *
 * <p>Run its main from your IDE; it needs no key and no network, and {@code LLMOPS_CHAT_MODEL} may name another model.
 */
public final class AnyRetriever {

    private AnyRetriever() {}

    /** Fills a store in memory and asks one question. */
    public static void main(String[] args) {
        run(ChatModelName.fromEnvironment(), System.out);
    }

    static Answer run(String chatModel, PrintStream out) {
        try (LlmOps ops = LlmOps.builder().build()) {
            EmbeddingModel embeddings = ops.embeddingModel("onnx/all-minilm-l6-v2", "products");
            EmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
            List<TextSegment> products = List.of(
                    product("calibrator", "The battery of the pressure calibrator LC-20 lasts 16 hours."),
                    product("gauge", "The digital gauge LG-5 measures from 0 to 25 bar."));
            store.addAll(embeddings.embedAll(products).content(), products);

            // snippet: retriever
            ContentRetriever retriever = EmbeddingStoreContentRetriever.builder()
                    .embeddingStore(store) // pgvector, Milvus, Elasticsearch: whatever LangChain4j has
                    .embeddingModel(embeddings)
                    .minScore(0.70)
                    .build();
            Scenario faq = ops.scenario("product-faq")
                    .model(chatModel)
                    .knowledge("products", retriever)
                    .build();

            Answer answer = faq.ask("How long does the battery of the pressure calibrator last?");
            // end
            out.println(answer.text());
            answer.citations()
                    .forEach(c ->
                            out.println("[" + c.number() + "] " + c.passage().document()));
            return answer;
        }
    }

    private static TextSegment product(String id, String text) {
        return TextSegment.from(text, Metadata.from("document", id));
    }
}
