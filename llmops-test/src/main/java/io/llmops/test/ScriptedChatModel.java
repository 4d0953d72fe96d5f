package io.llmops.test;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A chat model, streaming and not, that says what a test has written for it, and remembers what it was asked. Replies
 * come from a queue, the first one first, or from a function of the request. Thread-safe.
 *
 * <p>A stream runs on the caller's thread unless {@link #streamOn} says otherwise, and stops when it is cancelled.
 */
public final class ScriptedChatModel implements ChatModel, StreamingChatModel {

    private static final int LATCH_SECONDS = 60;

    private final Function<ChatRequest, ScriptedReply> script;
    private final Executor executor;
    private final List<ChatRequest> requests;
    private final AtomicInteger cancelled;
    private final ChatRequestParameters parameters;

    private ScriptedChatModel(
            Function<ChatRequest, ScriptedReply> script,
            Executor executor,
            List<ChatRequest> requests,
            AtomicInteger cancelled,
            ChatRequestParameters parameters) {
        this.script = script;
        this.executor = executor;
        this.requests = requests;
        this.cancelled = cancelled;
        this.parameters = parameters;
    }

    /** Gives these texts, one a call; a call too many is an {@link AssertionError}. */
    public static ScriptedChatModel replying(String... texts) {
        return of(Arrays.stream(texts).map(ScriptedReply::text).toArray(ScriptedReply[]::new));
    }

    /** Gives these replies, one a call; a call too many is an {@link AssertionError}. */
    public static ScriptedChatModel of(ScriptedReply... replies) {
        Queue<ScriptedReply> queue = new ArrayDeque<>(List.of(replies));
        return answering(request -> {
            synchronized (queue) {
                ScriptedReply reply = queue.poll();
                if (reply == null) {
                    throw new AssertionError("the scripted model was called more often than its " + replies.length
                            + " replies: script another one, or find out who calls");
                }
                return reply;
            }
        });
    }

    /** Gives what a function makes of each request; the function may be called by several threads at once. */
    public static ScriptedChatModel answering(Function<ChatRequest, ScriptedReply> script) {
        return new ScriptedChatModel(
                requireNonNull(script, "script"),
                Runnable::run,
                new CopyOnWriteArrayList<>(),
                new AtomicInteger(),
                ChatRequestParameters.builder().build());
    }

    /** The same model, whose streams run on an executor, as those of a provider do; the caller closes the executor. */
    public ScriptedChatModel streamOn(Executor executor) {
        return new ScriptedChatModel(script, requireNonNull(executor, "executor"), requests, cancelled, parameters);
    }

    /** The same model under a name, as a request that names none asks for it. */
    public ScriptedChatModel named(String modelName) {
        ChatRequestParameters named =
                ChatRequestParameters.builder().modelName(modelName).build();
        return new ScriptedChatModel(script, executor, requests, cancelled, named);
    }

    /** What it was asked, in order, as the model saw it. */
    public List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    /** How often it was asked. */
    public int calls() {
        return requests.size();
    }

    /** How many streams were cancelled by their handler. */
    public int cancelledStreams() {
        return cancelled.get();
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        ScriptedReply reply = next(request);
        reply.latch().ifPresent(ScriptedChatModel::await);
        if (reply.failure().isPresent()) {
            throw reply.failure().get();
        }
        return reply.response();
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        ScriptedReply reply = next(request);
        executor.execute(() -> {
            reply.latch().ifPresent(ScriptedChatModel::await);
            if (!new ScriptedStream(reply, handler).play()) {
                cancelled.incrementAndGet();
            }
        });
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return parameters;
    }

    @Override
    public List<ChatModelListener> listeners() {
        return List.of();
    }

    @Override
    public ModelProvider provider() {
        return ModelProvider.OTHER;
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of();
    }

    private ScriptedReply next(ChatRequest request) {
        requests.add(request);
        return script.apply(request);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LATCH_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody released the scripted reply within " + LATCH_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the scripted reply was waiting", e);
        }
    }
}
