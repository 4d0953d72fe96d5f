package io.llmops.eval.experiment;

import io.llmops.api.eval.Example;
import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.ExperimentRun;
import io.llmops.eval.internal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/** What an experiment gave. Immutable; ratings given later count when the run is gone on with, see {@link Experiment}. */
public final class ExperimentResult {

    private final ExperimentRun run;
    private final List<Example> examples;
    private final Map<OutputKey, ExperimentRow> rows;
    private final Judge judge;

    ExperimentResult(ExperimentRun run, List<Example> examples, Map<OutputKey, ExperimentRow> rows, Judge judge) {
        this.run = run;
        this.examples = examples;
        this.rows = rows;
        this.judge = judge;
    }

    /** The run, with its id. */
    public ExperimentRun run() {
        return run;
    }

    /** Every output: by row in the dataset's order, then by repeat, then by subject in the order given. */
    public List<ExperimentRow> rows() {
        List<ExperimentRow> outputs = new ArrayList<>();
        for (Example example : examples) {
            for (int repeat = 1; repeat <= run.repeats(); repeat++) {
                for (String subject : run.subjects()) {
                    outputs.add(output(example, subject, repeat));
                }
            }
        }
        return List.copyOf(outputs);
    }

    /**
     * What a row came to with a subject, its repeats taken together: good if most of those scored are good; a tie is not
     * good.
     *
     * @param example the row's id
     * @throws NoSuchElementException if there is no such row or subject
     */
    public RowState state(String example, String subject) {
        checkSubject(subject);
        return examples.stream()
                .filter(e -> e.id().equals(example))
                .findFirst()
                .map(e -> judge.reduce(repeats(e, subject)))
                .orElseThrow(() -> new NoSuchElementException("the run has no row '" + example + "'"));
    }

    /**
     * How one subject did over all rows.
     *
     * @throws NoSuchElementException if there is no such subject
     */
    public SubjectSummary of(String subject) {
        List<RowState> states = states(subject);
        long unscored = count(states, RowState.UNSCORED);
        Proportion shareOfGood = new Proportion(count(states, RowState.GOOD), states.size() - unscored);
        return new SubjectSummary(subject, shareOfGood, stability(subject), unscored, count(states, RowState.FAILED));
    }

    /**
     * The second subject against the first, row by row.
     *
     * @throws NoSuchElementException if there is no such subject
     * @throws IllegalArgumentException if both are the same
     */
    public Comparison compare(String first, String second) {
        if (first.equals(second)) {
            throw new IllegalArgumentException("'" + first + "' cannot be compared with itself");
        }
        return Comparison.of(of(first), states(first), of(second), states(second));
    }

    /** The tasks of the rows, in the dataset's order; rows without a task have the empty one. */
    public List<String> tasks() {
        return examples.stream().map(Example::task).distinct().toList();
    }

    /**
     * The result over the rows of one task only.
     *
     * @throws NoSuchElementException if no row has it
     */
    public ExperimentResult task(String task) {
        List<Example> some =
                examples.stream().filter(e -> e.task().equals(task)).toList();
        if (some.isEmpty()) {
            throw new NoSuchElementException("no row has task '" + task + "'; tasks are " + tasks());
        }
        return new ExperimentResult(run, some, rows, judge);
    }

    /** The share of good rows of every subject in every task. */
    public TaskMatrix matrix() {
        return TaskMatrix.of(this);
    }

    /** A line for every subject. */
    @Override
    public String toString() {
        return String.join(
                "\n", run.subjects().stream().map(s -> of(s).toString()).toList());
    }

    private List<RowState> states(String subject) {
        checkSubject(subject);
        return examples.stream().map(e -> judge.reduce(repeats(e, subject))).toList();
    }

    private Proportion stability(String subject) {
        if (run.repeats() == 1) {
            return new Proportion(0, 0);
        }
        long stable =
                examples.stream().filter(e -> isStable(repeats(e, subject))).count();
        return new Proportion(stable, examples.size());
    }

    private static boolean isStable(List<ExperimentRow> repeats) {
        return repeats.stream().allMatch(r -> r.failure().isEmpty())
                && repeats.stream().map(r -> Words.essence(r.text())).distinct().count() == 1;
    }

    private List<ExperimentRow> repeats(Example example, String subject) {
        List<ExperimentRow> repeats = new ArrayList<>();
        for (int repeat = 1; repeat <= run.repeats(); repeat++) {
            repeats.add(output(example, subject, repeat));
        }
        return repeats;
    }

    private ExperimentRow output(Example example, String subject, int repeat) {
        return Objects.requireNonNull(rows.get(new OutputKey(example.id(), subject, repeat)));
    }

    private void checkSubject(String subject) {
        if (!run.subjects().contains(subject)) {
            throw new NoSuchElementException("the run has no subject '" + subject + "'; it has " + run.subjects());
        }
    }

    private static long count(List<RowState> states, RowState state) {
        return states.stream().filter(s -> s == state).count();
    }
}
