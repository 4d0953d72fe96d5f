package io.llmops.test;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FaultServer} replies to one request: an answer or an error status, and what goes wrong on the way.
 * Immutable; each method without {@code static} gives a changed copy.
 */
public final class ServerReply {

    /** Prompt tokens of an answer that says nothing else: {@value}. */
    public static final int DEFAULT_PROMPT_TOKENS = 10;

    /** Completion tokens of an answer that says nothing else: {@value}. */
    public static final int DEFAULT_COMPLETION_TOKENS = 5;

    /** A call of a tool, as the model asks for it. */
    record ToolCall(String id, String name, String arguments) {}

    /** Token counts in OpenAI's classes: cached is part of prompt, reasoning is part of completion. */
    record Tokens(int prompt, int completion, int cached, int reasoning) {}

    /** Where the reply pauses: before the first byte (0) or after that many chunks of a stream. */
    record Stall(int afterChunks, CountDownLatch latch) {}

    private int status = 200;
    private List<String> chunks = List.of();
    private List<ToolCall> toolCalls = List.of();
    private @Nullable Tokens tokens = new Tokens(DEFAULT_PROMPT_TOKENS, DEFAULT_COMPLETION_TOKENS, 0, 0);
    private @Nullable String model;
    private @Nullable String body;
    private boolean brokenJson;
    private Map<String, String> headers = Map.of();
    private @Nullable Stall stall;
    private int cutAfter = -1;
    private boolean endless;

    private ServerReply() {}

    private ServerReply(ServerReply other) {
        this.status = other.status;
        this.chunks = other.chunks;
        this.toolCalls = other.toolCalls;
        this.tokens = other.tokens;
        this.model = other.model;
        this.body = other.body;
        this.brokenJson = other.brokenJson;
        this.headers = other.headers;
        this.stall = other.stall;
        this.cutAfter = other.cutAfter;
        this.endless = other.endless;
    }

    /** An answer of that text; a stream brings it in these pieces. For embeddings, the ordinary answer. */
    public static ServerReply text(String... chunks) {
        ServerReply reply = new ServerReply();
        reply.chunks = List.of(chunks);
        return reply;
    }

    /** An answer that asks for a tool; more of them by {@link #andToolCall}. */
    public static ServerReply toolCall(String id, String tool, String jsonArguments) {
        return new ServerReply().andToolCall(id, tool, jsonArguments);
    }

    /** An error status, such as 401, 404, 429, 500 or 503, with an error body as OpenAI writes it. */
    public static ServerReply status(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("an error status is from 400 to 599, but is " + status);
        }
        ServerReply reply = new ServerReply();
        reply.status = status;
        return reply;
    }

    /** One more call of a tool in the same answer. */
    public ServerReply andToolCall(String id, String tool, String jsonArguments) {
        ServerReply copy = new ServerReply(this);
        List<ToolCall> more = new ArrayList<>(toolCalls);
        more.add(new ToolCall(id, tool, jsonArguments));
        copy.toolCalls = List.copyOf(more);
        return copy;
    }

    /** Reports that many tokens. */
    public ServerReply usage(int promptTokens, int completionTokens) {
        return usage(promptTokens, completionTokens, 0, 0);
    }

    /** Reports that many tokens, of which so many prompt tokens were cached and completion tokens were reasoning. */
    public ServerReply usage(int promptTokens, int completionTokens, int cachedTokens, int reasoningTokens) {
        ServerReply copy = new ServerReply(this);
        copy.tokens = new Tokens(promptTokens, completionTokens, cachedTokens, reasoningTokens);
        return copy;
    }

    /** Reports no usage. */
    public ServerReply withoutUsage() {
        ServerReply copy = new ServerReply(this);
        copy.tokens = null;
        return copy;
    }

    /** Says that a model of that name answered; by default the one that was asked. */
    public ServerReply model(String name) {
        ServerReply copy = new ServerReply(this);
        copy.model = requireNonNull(name, "name");
        return copy;
    }

    /** Sends exactly this body instead. */
    public ServerReply body(String body) {
        ServerReply copy = new ServerReply(this);
        copy.body = requireNonNull(body, "body");
        return copy;
    }

    /** Sends JSON that ends in its middle, with a length that is right. */
    public ServerReply brokenJson() {
        ServerReply copy = new ServerReply(this);
        copy.brokenJson = true;
        return copy;
    }

    /** Sends that content type, whatever the body is. */
    public ServerReply contentType(String contentType) {
        return header("Content-Type", contentType);
    }

    /** Asks to be left alone for a time, in whole seconds. */
    public ServerReply retryAfter(Duration delay) {
        return header("Retry-After", Long.toString(delay.toSeconds()));
    }

    /** Asks to be left alone until an instant, as an HTTP date. */
    public ServerReply retryAfter(Instant date) {
        return header("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
    }

    /** Sends one more header; one of the same name is replaced. */
    public ServerReply header(String name, String value) {
        ServerReply copy = new ServerReply(this);
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        copy.headers = Collections.unmodifiableMap(more);
        return copy;
    }

    /** Sends nothing, not even a status, until the latch is released or the server is closed. */
    public ServerReply stall(CountDownLatch latch) {
        return stallAfter(0, latch);
    }

    /** Stops a stream after that many chunks until the latch is released or the server is closed. */
    public ServerReply stallAfter(int chunks, CountDownLatch latch) {
        ServerReply copy = new ServerReply(this);
        copy.stall = new Stall(chunks, requireNonNull(latch, "latch"));
        return copy;
    }

    /**
     * Cuts the connection after that many chunks of a stream, or in the middle of a body that is no stream; 0 cuts before
     * the first byte of the body.
     */
    public ServerReply cutAfter(int chunks) {
        ServerReply copy = new ServerReply(this);
        copy.cutAfter = chunks;
        return copy;
    }

    /** Sends the chunks of a stream again and again, until the client or the server is closed. */
    public ServerReply endless() {
        ServerReply copy = new ServerReply(this);
        copy.endless = true;
        return copy;
    }

    int status() {
        return status;
    }

    List<String> chunks() {
        return chunks;
    }

    List<ToolCall> toolCalls() {
        return toolCalls;
    }

    Optional<Tokens> tokens() {
        return Optional.ofNullable(tokens);
    }

    Optional<String> model() {
        return Optional.ofNullable(model);
    }

    Optional<String> body() {
        return Optional.ofNullable(body);
    }

    boolean isBroken() {
        return brokenJson;
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<Stall> stall() {
        return Optional.ofNullable(stall);
    }

    boolean isCut() {
        return cutAfter >= 0;
    }

    boolean isEndless() {
        return endless;
    }

    int cutAfter() {
        return cutAfter;
    }
}
