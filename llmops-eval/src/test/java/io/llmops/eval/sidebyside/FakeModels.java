package io.llmops.eval.sidebyside;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.LlmOps;
import io.llmops.LlmOpsBuilder;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.ModelSpec;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;

/** A provider whose models answer by a function of their name and the request; remembers what they were asked. */
final class FakeModels implements ChatModelProvider {

    private final String name;
    private final boolean local;
    private final BiFunction<ModelSpec, ChatRequest, ScriptedReply> answers;
    private final ConcurrentLinkedQueue<ChatRequest> requests = new ConcurrentLinkedQueue<>();

    private FakeModels(String name, boolean local, BiFunction<ModelSpec, ChatRequest, ScriptedReply> answers) {
        this.name = name;
        this.local = local;
        this.answers = answers;
    }

    /** Models that cost money, if the price book knows their names. */
    static FakeModels hosted(BiFunction<ModelSpec, ChatRequest, ScriptedReply> answers) {
        return new FakeModels("fake", false, answers);
    }

    static FakeModels local(BiFunction<ModelSpec, ChatRequest, ScriptedReply> answers) {
        return new FakeModels("fake", true, answers);
    }

    /** An {@code LlmOps} with these models and no others. */
    LlmOpsBuilder ops() {
        return LlmOps.builder().discovery(false).provider(this);
    }

    static String question(ChatRequest request) {
        return ((UserMessage) request.messages().get(request.messages().size() - 1)).singleText();
    }

    List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean local() {
        return local;
    }

    @Override
    public ChatModel chatModel(ModelSpec spec) {
        ChatModel scripted = ScriptedChatModel.answering(request -> answers.apply(spec, request));
        return new ChatModel() {
            /** Before LangChain4j merges parameters, which leaves a seed out. */
            @Override
            public ChatResponse chat(ChatRequest request) {
                requests.add(request);
                return scripted.chat(request);
            }
        };
    }
}
