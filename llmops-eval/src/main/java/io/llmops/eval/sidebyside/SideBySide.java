package io.llmops.eval.sidebyside;

import static java.util.Objects.requireNonNull;

import io.llmops.LlmOps;
import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.exception.DatasetException;
import io.llmops.api.model.ModelRef;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.core.io.LineAppender;
import io.llmops.core.prompt.Prompts;
import io.llmops.eval.internal.RunSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One prompt version over several models and parameter sets, for one or many rows. Every call goes through the gateway:
 * budgets hold, and the ledger has a record of it under the prompt version. A call that fails is a cell with an error and
 * stops no other. Immutable; the {@code LlmOps} must stay open while it runs.
 *
 * <pre>{@code
 * SideBySide plan = SideBySide.builder(ops).prompt("dinner@4").models("openai/gpt-4o-mini", "ollama/qwen3")
 *         .rows(Dataset.vary("dish", dishes).vary("guest", guests).pairwise().limit(100)).file(Path.of("results.jsonl")).build();
 * System.out.println(plan.estimate());         // at most 0.31 USD for 200 calls, by the price book of ...
 * System.out.println(plan.run());              // a table
 * }</pre>
 *
 * <p>With a file, each cell is added to it as soon as it is there, as one line of JSON. A plan that is run again with that
 * file, after a crash or with more rows, models or repeats, calls only for the cells that are not in it or have failed there.
 * A cell is known by the text of the prompt version, the model, the parameters, the row and the repeat.
 */
public final class SideBySide {

    /** Default of {@link Builder#concurrency(int)}: {@value}. */
    public static final int DEFAULT_CONCURRENCY = RunSize.DEFAULT_CONCURRENCY;

    /** Most that {@link Builder#concurrency(int)} allows, each being a thread: {@value}. */
    public static final int MAX_CONCURRENCY = RunSize.MAX_CONCURRENCY;

    /** Default of {@link Builder#maxOutputTokens(int)}: {@value}. */
    public static final int DEFAULT_MAX_OUTPUT_TOKENS = 1_024;

    /** Most cells of one run, whose answers are all held in memory: {@value}. */
    public static final int MAX_CELLS = 100_000;

    /** Default of {@link Builder#scenario(String)}: {@value}. */
    public static final String DEFAULT_SCENARIO = "side-by-side";

    private final LlmOps ops;
    private final Plan plan;
    private final int concurrency;
    private final Optional<ResultsFile> file;
    private final Consumer<RunProgress> onProgress;
    private final String scenario;

    private SideBySide(Builder b, Plan plan) {
        this.ops = b.ops;
        this.plan = plan;
        this.concurrency = b.concurrency;
        this.file = Optional.ofNullable(b.file).map(ResultsFile::new);
        this.onProgress = b.onProgress;
        this.scenario = b.scenario;
    }

    /** A builder. A prompt and at least one model are needed, the rest has defaults. */
    public static Builder builder(LlmOps ops) {
        return new Builder(ops);
    }

    /** The prompt version that is run: a label is resolved when the plan is built. */
    public PromptVersion prompt() {
        return plan.version();
    }

    /** How many cells there will be: rows times columns times repeats. */
    public int cells() {
        return plan.rows().size() * plan.columns().size() * plan.repeats();
    }

    /**
     * The most that running it now can cost. Nothing is called.
     *
     * @throws DatasetException if the file holds anything but cells
     */
    public Estimate estimate() {
        return CostBound.of(
                ops, plan, file.map(f -> f.peek(plan)).orElse(Map.of()).keySet());
    }

    /**
     * Calls for every cell that is not there yet, and waits for all of them. The order of the table does not depend on timing.
     * All models are made before the first call.
     *
     * @throws io.llmops.api.exception.ConfigurationException if a model lacks a setting, such as a key, or a
     *     budget meets a model without a price
     * @throws io.llmops.api.exception.NotFoundException if a provider has no such model
     * @throws DatasetException if the file holds anything but cells; then nothing is called
     * @throws io.llmops.api.exception.LockedException if another run writes to the file
     * @throws io.llmops.api.exception.StoreException if a cell cannot be kept; those kept before are
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is set, and cells
     *     kept before can be gone on with
     */
    public SideBySideTable run() {
        CellRunner runner = new CellRunner(ops, scenario, plan);
        if (file.isEmpty()) {
            return new Run(plan, Map.of(), onProgress, ops.clock())
                    .with(runner, concurrency, (key, planned, cell) -> {});
        }
        try (LineAppender lines = file.get().open()) {
            return new Run(plan, file.get().answered(plan), onProgress, ops.clock())
                    .with(
                            runner,
                            concurrency,
                            (key, planned, cell) -> lines.append(CellJson.write(key, plan, planned, cell)));
        }
    }

    /** Plans a {@link SideBySide}. Not thread-safe. */
    public static final class Builder {
        private final LlmOps ops;
        private @Nullable PromptRef prompt;
        private List<ModelRef> models = List.of();
        private List<Sampling> samplings = List.of(Sampling.DEFAULT);
        private Map<String, String> variables = Map.of();
        private @Nullable Dataset rows;
        private int repeats = 1;
        private int concurrency = DEFAULT_CONCURRENCY;
        private @Nullable Integer maxOutputTokens;
        private String scenario = DEFAULT_SCENARIO;
        private @Nullable Path file;
        private Consumer<RunProgress> onProgress = progress -> {};

        private Builder(LlmOps ops) {
            this.ops = requireNonNull(ops, "ops");
        }

        /**
         * The prompt version, such as {@code dinner@4}.
         *
         * @throws io.llmops.api.exception.PromptException if it is no prompt reference
         */
        public Builder prompt(String ref) {
            this.prompt = PromptRef.parse(ref);
            return this;
        }

        /**
         * The models by reference, such as {@code openai/gpt-4o-mini}, in the order of the columns; equal ones count once.
         *
         * @throws io.llmops.api.exception.ConfigurationException if one is no model reference
         */
        public Builder models(String... refs) {
            this.models = Arrays.stream(refs).map(ModelRef::parse).distinct().toList();
            return this;
        }

        /**
         * Parameter sets; each model has a column for each. By default there is one, {@link Sampling#DEFAULT}.
         *
         * @throws IllegalArgumentException if there is none
         */
        public Builder sampling(List<Sampling> sets) {
            if (sets.isEmpty()) {
                throw new IllegalArgumentException("give at least one parameter set, or leave it to the models");
            }
            this.samplings = List.copyOf(new LinkedHashSet<>(sets));
            return this;
        }

        /** Values that are the same in every row; none by default. Without {@link #rows(Dataset)} they are the one row. */
        public Builder variables(Map<String, String> variables) {
            this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
            return this;
        }

        /** The rows; one row of {@link #variables(Map)} by default. */
        public Builder rows(Dataset rows) {
            this.rows = requireNonNull(rows, "rows");
            return this;
        }

        /**
         * How often to call for each row with each column; 1 by default.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder repeat(int times) {
            this.repeats = RunSize.repeats(times);
            return this;
        }

        /**
         * How many answers to wait for at once; {@value SideBySide#DEFAULT_CONCURRENCY} by default.
         *
         * @throws IllegalArgumentException if it is not from 1 to {@value SideBySide#MAX_CONCURRENCY}
         */
        public Builder concurrency(int answers) {
            this.concurrency = RunSize.concurrency(answers);
            return this;
        }

        /**
         * At most so many tokens of an answer; by default what the prompt version says, else
         * {@value SideBySide#DEFAULT_MAX_OUTPUT_TOKENS}. It bounds what the run can cost. An answer that reached it has the finish reason {@code LENGTH}.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxOutputTokens(int tokens) {
            if (tokens < 1) {
                throw new IllegalArgumentException("maxOutputTokens must be positive, but is " + tokens);
            }
            this.maxOutputTokens = tokens;
            return this;
        }

        /** The scenario that calls are booked under; {@value SideBySide#DEFAULT_SCENARIO} by default. */
        public Builder scenario(String scenario) {
            this.scenario = requireNonNull(scenario, "scenario");
            return this;
        }

        /** The file that cells are added to and gone on from; none by default. */
        public Builder file(Path jsonl) {
            this.file = requireNonNull(jsonl, "jsonl");
            return this;
        }

        /**
         * Is told where the run is when it begins and after every cell, one call at a time, from the threads that run them;
         * nobody by default. What it throws ends the run.
         */
        public Builder onProgress(Consumer<RunProgress> onProgress) {
            this.onProgress = requireNonNull(onProgress, "onProgress");
            return this;
        }

        /**
         * The plan; every row is rendered once, so that a missing variable is told before anything is called.
         *
         * @throws IllegalStateException if there is no prompt or no model
         * @throws io.llmops.api.exception.NotFoundException if prompt, version, label or a model's provider do not exist
         * @throws io.llmops.api.exception.PromptException if a row lacks a variable of the prompt; the message names both
         * @throws DatasetException if there are no rows, two of one id, a row has one of the {@link #variables(Map)}, or
         *     there are more than {@value SideBySide#MAX_CELLS} cells
         */
        public SideBySide build() {
            if (prompt == null) {
                throw new IllegalStateException("name the prompt by prompt(...)");
            }
            if (models.isEmpty()) {
                throw new IllegalStateException("name at least one model by models(...)");
            }
            List<Column> columns = new ArrayList<>();
            models.forEach(model -> samplings.forEach(sampling -> columns.add(new Column(model, sampling))));
            PromptVersion version = ops.prompts().get(prompt);
            Plan plan = new Plan(
                    version,
                    new Prompts(ops.prompts()),
                    rows == null ? List.of(Example.of(variables, null, "")) : PlanRows.of(rows, variables),
                    columns,
                    repeats,
                    maxOutputTokens(version));
            models.forEach(model -> ops.providers().get(ChatModelProvider.class, model.provider()));
            plan.rows().forEach(row -> plan.request(new PlannedCell(row, columns.get(0), 1)));
            return new SideBySide(this, plan);
        }

        private int maxOutputTokens(PromptVersion version) {
            if (maxOutputTokens != null) {
                return maxOutputTokens;
            }
            Integer own = version.draft().parameters().toRequest().maxOutputTokens();
            return own == null ? DEFAULT_MAX_OUTPUT_TOKENS : own;
        }
    }
}
