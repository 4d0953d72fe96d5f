package io.llmops.core.scenario;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.knowledge.Answer;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.knowledge.Retrieval;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.CallContext;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.Rollout;
import io.llmops.core.answer.BoundAnswer;
import io.llmops.core.answer.NoAnswer;
import io.llmops.core.answer.PassageBlock;
import io.llmops.core.context.CallFrame;
import io.llmops.core.context.CallScope;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.injection.Untrusted;
import io.llmops.core.ledger.CallIds;
import io.llmops.core.ledger.LedgerWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One question to a scenario, from the guard on the question to the answer with its citations. Used once, by one thread. */
final class Ask implements CallFrame {

    private final Scenario scenario;
    private final Map<String, ?> variables;
    private final String mark;
    private final GuardContext guardContext;
    private final String callId;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final AskGuard guard;
    private final Instant startedAt;
    private final String question;
    private final PromptVersion prompt;
    private @Nullable Retrieval retrieval;
    private List<Passage> passages = List.of();
    private @Nullable BoundAnswer bound;
    private @Nullable CallRecord record;

    Ask(Scenario scenario, String question, Map<String, ?> variables) {
        this.scenario = scenario;
        this.question = question;
        this.variables = variables;
        this.guardContext = GuardContext.of(scenario.name());
        this.mark = Untrusted.mark(guardContext);
        this.guard = new AskGuard(scenario.guards(), guardContext);
        this.startedAt = scenario.runtime().clock().instant();
        this.callId = CallIds.at(startedAt);
        this.prompt = scenario.prompt()
                .map(ref -> scenario.runtime().prompts().get(ref, scenario.name(), rolloutContext()))
                .orElseGet(() -> scenario.knowledge().isPresent()
                        ? BuiltInPrompts.answerFromPassages()
                        : BuiltInPrompts.plain());
    }

    /** Of a call on nobody's behalf, the call itself stands for the user, so that the weights of a label hold. */
    private CallContext rolloutContext() {
        CallContext context = CallScope.current().context();
        return Rollout.key(context).isPresent() ? context : context.run(callId);
    }

    Answer answer() {
        try {
            return CallScope.current().in(this).call(this::run);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a scenario's call threw a checked exception", e);
        }
    }

    private Answer run() {
        Optional<String> clean = guard.question(question);
        if (clean.isEmpty()) {
            return refuse(Outcome.REFUSED_GUARD, NoAnswer.refused(question));
        }
        scenario.knowledge().ifPresent(knowledge -> {
            KnowledgeQuery query = KnowledgeQuery.of(clean.get());
            retrieval = retrieve(knowledge, scenario.top() > 0 ? query.top(scenario.top()) : query);
            passages = guard.passages(retrieval.passages());
        });
        if (scenario.knowledge().isPresent() && passages.isEmpty()) {
            return refuse(Outcome.NOT_IN_KNOWLEDGE, NoAnswer.text(question));
        }
        ChatResponse response = scenario.chatModel().chat(request(clean.get()));
        return answer(response.aiMessage().text());
    }

    private Retrieval retrieve(Knowledge knowledge, KnowledgeQuery query) {
        return WatchedRetrieval.retrieve(scenario.runtime().gateway().observers(), scenario.name(), knowledge, query);
    }

    /** The prompt with its parameters, of which the scenario's own settings win. */
    private ChatRequest request(String cleanQuestion) {
        Map<String, Object> values = new HashMap<>(variables);
        values.put("question", cleanQuestion);
        values.put("passages", PassageBlock.render(passages, mark));
        ChatRequest request = scenario.runtime().renderer().request(prompt, values, scenario.parameters());
        SystemRole.check(request.messages(), mark, prompt.id());
        return request;
    }

    private Answer answer(@Nullable String text) {
        BoundAnswer reply = bound != null ? bound : BoundAnswer.bind(text == null ? "" : text, passages);
        boolean none = record != null && record.outcome() == Outcome.NOT_IN_KNOWLEDGE;
        Answer.Builder answer = Answer.builder(
                callId, record == null ? Outcome.OK : record.outcome(), none ? NoAnswer.text(question) : reply.text());
        if (record != null) {
            answer.usage(record.usage()).cost(record.cost().orElse(null));
        }
        return none
                ? answer.passages(passages).build()
                : answer.passages(passages)
                        .citations(reply.citations())
                        .unresolved(reply.unresolved())
                        .groundedness(reply.groundedness())
                        .build();
    }

    /** No model is called, but the call is booked. */
    private Answer refuse(Outcome outcome, String text) {
        Instant now = scenario.runtime().clock().instant();
        CallRecord.Builder refused = CallRecord.builder(callId, startedAt, CallKind.CHAT, scenario.name())
                .context(CallScope.current().context())
                .promptVersion(promptVersion().orElse(null))
                .wordMatches(guard.matches())
                .knowledge(use(Set.of()))
                .latency(Duration.between(startedAt, now))
                .outcome(outcome);
        LedgerWriter ledger = scenario.runtime().ledger();
        ledger.contents().keep(refused, scenario.name(), question, List.of(), "");
        ledger.write(refused.build());
        return Answer.builder(callId, outcome, text).passages(passages).build();
    }

    private @Nullable KnowledgeUse use(Set<String> cited) {
        if (retrieval == null || scenario.knowledge().isEmpty()) {
            return null;
        }
        List<PassageUse> used = passages.stream()
                .map(p -> new PassageUse(p.document(), p.id(), p.score(), cited.contains(p.id())))
                .toList();
        return new KnowledgeUse(scenario.knowledge().get().name(), retrieval.hit(), retrieval.topScore(), used);
    }

    @Override
    public String scenario() {
        return scenario.name();
    }

    @Override
    public String question() {
        return question;
    }

    @Override
    public Optional<String> claimId() {
        return claimed.compareAndSet(false, true) ? Optional.of(callId) : Optional.empty();
    }

    @Override
    public Optional<String> promptVersion() {
        return Optional.of(prompt.id());
    }

    @Override
    public Optional<String> mark() {
        return Optional.of(mark);
    }

    @Override
    public Optional<GuardContext> guardContext() {
        return Optional.of(guardContext);
    }

    @Override
    public List<WordMatch> wordMatches() {
        return guard.matches();
    }

    @Override
    public Closing close(String text) {
        if (!passages.isEmpty() && NoAnswer.is(text)) {
            return new Closing(Outcome.NOT_IN_KNOWLEDGE, use(Set.of()));
        }
        BoundAnswer reply = BoundAnswer.bind(text, passages);
        bound = reply;
        Set<String> cited =
                reply.citations().stream().map(c -> c.passage().id()).collect(Collectors.toSet());
        return new Closing(Outcome.OK, use(cited));
    }

    @Override
    public void recorded(CallRecord record) {
        if (record.id().equals(callId)) {
            this.record = record;
        }
    }
}
