package io.llmops.eval.experiment;

import static java.util.Objects.requireNonNull;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.eval.Metric;
import io.llmops.api.exception.DatasetException;
import io.llmops.eval.internal.RunSize;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A plan: which rows to run with which subjects, how often, and how to judge what they give. Immutable.
 *
 * <pre>{@code
 * Comparison c = Experiment.builder().dataset(Datasets.csv(file)).subject("A", oldPrompt).subject("B", newPrompt)
 *         .metric(TextMetrics.contains()).repeat(3).run().compare("A", "B");
 * System.out.println(c);          // B − A: +0.25 [0.05, 0.41], p = 0.031 (24 rows: 6 only B good, 0 only A good)
 * }</pre>
 */
public final class Experiment {

    /** Default of {@link Builder#repeat(int)}: {@value}. */
    public static final int DEFAULT_REPEATS = 1;

    /** Default of {@link Builder#concurrency(int)}: {@value}. */
    public static final int DEFAULT_CONCURRENCY = RunSize.DEFAULT_CONCURRENCY;

    /** Most that {@link Builder#concurrency(int)} allows, each being a thread: {@value}. */
    public static final int MAX_CONCURRENCY = RunSize.MAX_CONCURRENCY;

    final String id;
    final String name;
    final List<Example> examples;
    final Map<String, Subject> subjects;
    final List<Metric> metrics;
    final int repeats;
    final int concurrency;
    final boolean retryFailed;
    final @Nullable ExperimentStore store;
    final Clock clock;
    final Consumer<Progress> onProgress;

    private Experiment(Builder b, List<Example> examples) {
        this.id = b.id == null ? UUID.randomUUID().toString() : b.id;
        this.name = b.name == null ? String.join(", ", b.subjects.keySet()) : b.name;
        this.examples = examples;
        this.subjects = Collections.unmodifiableMap(new LinkedHashMap<>(b.subjects));
        this.metrics = List.copyOf(b.metrics);
        this.repeats = b.repeats;
        this.concurrency = b.concurrency;
        this.retryFailed = b.retryFailed;
        this.store = b.store;
        this.clock = b.clock;
        this.onProgress = b.onProgress;
    }

    /** A builder. A dataset and at least one subject are needed, the rest has defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Plans an {@link Experiment} and runs it. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Subject> subjects = new LinkedHashMap<>();
        private final List<Metric> metrics = new ArrayList<>();
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable Dataset dataset;
        private int repeats = DEFAULT_REPEATS;
        private int concurrency = DEFAULT_CONCURRENCY;
        private boolean retryFailed;
        private @Nullable ExperimentStore store;
        private Clock clock = Clock.systemUTC();
        private Consumer<Progress> onProgress = progress -> {};

        private Builder() {}

        /**
         * What it compares, for people; the subjects' names by default.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder name(String name) {
            this.name = notBlank("name", name);
            return this;
        }

        /** The rows to run. */
        public Builder dataset(Dataset dataset) {
            this.dataset = requireNonNull(dataset, "dataset");
            return this;
        }

        /**
         * One more subject to run every row with.
         *
         * @throws IllegalArgumentException if the name is blank or taken
         */
        public Builder subject(String name, Subject subject) {
            if (subjects.putIfAbsent(notBlank("a subject's name", name), requireNonNull(subject, "subject")) != null) {
                throw new IllegalArgumentException("there are two subjects named '" + name + "'");
            }
            return this;
        }

        /**
         * One more metric that an output must satisfy to be good. Without any, only people's ratings decide.
         *
         * @throws IllegalArgumentException if there is one of that name already
         */
        public Builder metric(Metric metric) {
            if (metrics.stream().anyMatch(m -> m.name().equals(metric.name()))) {
                throw new IllegalArgumentException("there are two metrics named '" + metric.name() + "'");
            }
            metrics.add(metric);
            return this;
        }

        /**
         * How often to run each row with each subject; {@value Experiment#DEFAULT_REPEATS} by default.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder repeat(int times) {
            this.repeats = RunSize.repeats(times);
            return this;
        }

        /**
         * How many outputs to wait for at once; {@value Experiment#DEFAULT_CONCURRENCY} by default.
         *
         * @throws IllegalArgumentException if it is not from 1 to {@value Experiment#MAX_CONCURRENCY}
         */
        public Builder concurrency(int outputs) {
            this.concurrency = RunSize.concurrency(outputs);
            return this;
        }

        /** Where to keep every output as soon as it is there; nowhere by default. The caller closes it. */
        public Builder store(ExperimentStore store) {
            this.store = requireNonNull(store, "store");
            return this;
        }

        /**
         * The run's id; a random one by default. With the id of a run in the store, that run is gone on with: outputs kept
         * there are not run again, and ratings given since count.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder id(String id) {
            this.id = notBlank("id", id);
            return this;
        }

        /** Whether a run that is gone on with tries its failed outputs again; no by default. */
        public Builder retryFailed(boolean retryFailed) {
            this.retryFailed = retryFailed;
            return this;
        }

        /** Tells when the run began; the system's clock by default. */
        public Builder clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Is told of every output, one call at a time, from the threads that run them; nobody by default. What it throws
         * ends the run.
         */
        public Builder onProgress(Consumer<Progress> onProgress) {
            this.onProgress = requireNonNull(onProgress, "onProgress");
            return this;
        }

        /**
         * Runs every row with every subject as often as asked, and waits for it. What a subject throws becomes a failed
         * output under a stable name; what a metric throws leaves the output unscored; neither stops the run. The order of
         * the result does not depend on timing.
         *
         * @throws IllegalStateException if there is no dataset or no subject, or an id but no store
         * @throws DatasetException if the dataset has no rows or two of one id, or the run of that id in the store had
         *     other rows, subjects or repeats
         * @throws io.llmops.api.exception.StoreException if an output cannot be kept; those kept before are
         * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is set, and
         *     outputs kept before can be gone on with
         */
        public ExperimentResult run() {
            if (dataset == null) {
                throw new IllegalStateException("an experiment needs a dataset; give it by dataset(...)");
            }
            if (subjects.isEmpty()) {
                throw new IllegalStateException("an experiment needs a subject; give it by subject(...)");
            }
            if (id != null && store == null) {
                throw new IllegalStateException("run '" + id + "' needs a store to go on from; give it by store(...)");
            }
            return new ExperimentRunner(new Experiment(this, checked(dataset.examples()))).run();
        }

        private static List<Example> checked(List<Example> examples) {
            if (examples.isEmpty()) {
                throw new DatasetException("the dataset has no rows to run");
            }
            if (examples.stream().map(Example::id).distinct().count() < examples.size()) {
                throw new DatasetException("two rows of the dataset have the same id; each needs one of its own");
            }
            return List.copyOf(examples);
        }

        private static String notBlank(String what, String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException(what + " must not be blank");
            }
            return value;
        }
    }
}
