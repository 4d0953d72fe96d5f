package io.llmops.test;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Usage;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stores with one mistake each, under their contract. Nested, so that the build runs them only through the launcher. */
final class BrokenStores {

    private BrokenStores() {}

    /** Writes record by record, so that a batch that fails leaves a half behind. */
    static class HalfBatch extends LedgerStoreContract {
        @Override
        protected LedgerStore open() {
            return new MemoryLedger() {
                @Override
                public void append(List<CallRecord> records) {
                    checkOpen();
                    for (CallRecord record : records) {
                        super.append(List.of(record));
                    }
                }
            };
        }
    }

    /** Takes usage that nobody reported for none. */
    static class UnknownIsZero extends LedgerStoreContract {
        @Override
        protected LedgerStore open() {
            return new MemoryLedger() {
                @Override
                public void append(List<CallRecord> records) {
                    super.append(records.stream()
                            .map(r -> r.usage().isKnown()
                                    ? r
                                    : CallRecord.builder(r.id(), r.startedAt(), r.kind(), r.scenario())
                                            .usage(Usage.of(
                                                    r.usage().input(), r.usage().output()))
                                            .build())
                            .toList());
                }
            };
        }
    }

    /** Ignores the query's scenario. */
    static class WrongFilter extends LedgerStoreContract {
        @Override
        protected LedgerStore open() {
            return new MemoryLedger() {
                @Override
                public void scan(LedgerQuery query, Consumer<CallRecord> visitor) {
                    LedgerQuery.Builder wider = LedgerQuery.builder();
                    query.tenant().ifPresent(wider::tenant);
                    query.run().ifPresent(wider::run);
                    query.from().ifPresent(wider::from);
                    query.to().ifPresent(wider::to);
                    super.scan(wider.build(), visitor);
                }
            };
        }
    }

    /** Says that it is durable and forgets. */
    static class Forgetful extends LedgerStoreContract {
        @Override
        protected LedgerStore open() {
            return new MemoryLedger();
        }
    }

    /** Appends rows to runs that were never begun. */
    static class UnknownRun extends ExperimentStoreContract {
        private final MemoryExperiments.State state = new MemoryExperiments.State();

        @Override
        protected ExperimentStore open() {
            return new MemoryExperiments(state) {
                @Override
                public void append(String run, List<ExperimentRow> rows) {
                    if (run(run).isPresent()) {
                        super.append(run, rows);
                    }
                }
            };
        }
    }

    /** Moves a replaced row to the end. */
    static class ReplacedLast extends ExperimentStoreContract {
        private final MemoryExperiments.State state = new MemoryExperiments.State();

        @Override
        protected ExperimentStore open() {
            return new MemoryExperiments(state) {
                @Override
                public void append(String run, List<ExperimentRow> rows) {
                    Map<List<Object>, ExperimentRow> kept = state.rows.getOrDefault(run, Map.of());
                    synchronized (state) {
                        rows.forEach(r -> kept.remove(List.<Object>of(r.example(), r.subject(), r.repeat())));
                        super.append(run, rows);
                    }
                }
            };
        }
    }

    /** Makes a new version of the same text. */
    static class AlwaysNew extends PromptRegistryContract {
        private final MemoryPrompts.State state = new MemoryPrompts.State();

        @Override
        protected PromptRegistry open() {
            return new MemoryPrompts(state) {
                @Override
                public PromptVersion publish(PromptDraft draft, int expectedParent) {
                    synchronized (state) {
                        PromptVersion version = super.publish(draft, expectedParent);
                        List<PromptVersion> versions = versions(draft.name());
                        if (version.draft() != draft) {
                            version = new PromptVersion(
                                    draft, versions.size() + 1, version.hash(), version.createdAt(), versions.size());
                            List<PromptVersion> more = new ArrayList<>(versions);
                            more.add(version);
                            state.versions.put(draft.name(), more);
                        }
                        return version;
                    }
                }
            };
        }
    }

    /** Loses the spaces around a template. */
    static class Stripping extends PromptRegistryContract {
        private final MemoryPrompts.State state = new MemoryPrompts.State();

        @Override
        protected PromptRegistry open() {
            return new MemoryPrompts(state) {
                @Override
                public PromptVersion publish(PromptDraft draft, int expectedParent) {
                    return super.publish(
                            PromptDraft.builder(draft.name())
                                    .system(draft.system().map(String::strip).orElse(null))
                                    .user(draft.user().strip())
                                    .author(draft.author())
                                    .note(draft.note())
                                    .build(),
                            expectedParent);
                }
            };
        }
    }

    /** Tells nobody that another was faster. */
    static class Overtaking extends PromptRegistryContract {
        private final MemoryPrompts.State state = new MemoryPrompts.State();

        @Override
        protected PromptRegistry open() {
            return new MemoryPrompts(state) {
                @Override
                public PromptVersion publish(PromptDraft draft, int expectedParent) {
                    synchronized (state) {
                        return super.publish(
                                draft,
                                state.versions
                                        .getOrDefault(draft.name(), List.of())
                                        .size());
                    }
                }
            };
        }
    }

    /** Takes every label for one of all scenarios. */
    static class ForAll extends PromptRegistryContract {
        private final MemoryPrompts.State state = new MemoryPrompts.State();

        @Override
        protected PromptRegistry open() {
            return new MemoryPrompts(state) {
                @Override
                public PromptVersion get(PromptRef ref, @Nullable String scenario, CallContext context) {
                    return super.get(ref, null, context);
                }
            };
        }
    }

    /** Gives a user another version at each call. */
    static class Fickle extends PromptRegistryContract {
        private final MemoryPrompts.State state = new MemoryPrompts.State();
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        protected PromptRegistry open() {
            return new MemoryPrompts(state) {
                @Override
                public PromptVersion get(PromptRef ref, @Nullable String scenario, CallContext context) {
                    return super.get(ref, scenario, context.user("call " + calls.incrementAndGet()));
                }
            };
        }
    }

    /** Loses metadata. */
    static class WithoutMetadata extends EmbeddingStoreContract {
        @Override
        protected EmbeddingStore<TextSegment> open() {
            return new InMemoryEmbeddingStore<>() {
                @Override
                public String add(Embedding embedding, TextSegment segment) {
                    return super.add(embedding, TextSegment.from(segment.text()));
                }
            };
        }

        @Override
        protected boolean durable() {
            return false;
        }

        @Override
        protected Duration visibleWithin() {
            return Duration.ofMillis(500);
        }
    }
}
