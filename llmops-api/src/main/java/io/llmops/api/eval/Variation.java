package io.llmops.api.eval;

import io.llmops.api.exception.DatasetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A dataset of varied inputs: each row gives every variable one of its values. Begun with
 * {@link Dataset#vary(String, List)}; every method returns a new variation. Immutable and thread-safe.
 *
 * <p>By default there is a row for every combination. {@link #pairwise()} needs far fewer rows and still brings every two
 * values of two variables together; {@link #sampled(int)} draws rows at random; {@link #zip(String, List)} lets variables
 * change together. Whichever is chosen, rows come in the order of the lists, the first variable changing slowest; no row
 * comes twice; a row's id is made from its values, so it is the same in every JVM and does not change when lists grow. Rows
 * have no expected answer and no task.
 */
public final class Variation implements Dataset {

    /** Most rows without a {@link #limit(int)}: {@value}. More are an error rather than an exhausted heap. */
    public static final int MAX_ROWS = 1_000_000;

    /** One row more than is allowed, to notice that there are too many. */
    private static final int UNLIMITED = MAX_ROWS + 1;

    private static final RowPlan.Factory CARTESIAN = (sizes, random) -> new CartesianRows(sizes);

    /** The start of every variation; has no variables, and is never handed out. */
    static final Variation EMPTY = new Variation(List.of(), CARTESIAN, UNLIMITED, 0);

    private final List<Axis> axes;
    private final RowPlan.Factory plan;
    private final int limit;
    private final long seed;

    private Variation(List<Axis> axes, RowPlan.Factory plan, int limit, long seed) {
        this.axes = axes;
        this.plan = plan;
        this.limit = limit;
        this.seed = seed;
    }

    /**
     * With one more variable.
     *
     * @param variable its name
     * @param values its values, in order; equal values count once, an empty string is a value
     * @throws IllegalArgumentException if the name is blank or taken, or there are no values
     */
    public Variation vary(String variable, List<String> values) {
        check(variable);
        List<Axis> more = new ArrayList<>(axes);
        more.add(Axis.of(variable, values));
        return new Variation(List.copyOf(more), plan, limit, seed);
    }

    /**
     * With one more variable that goes along with the one before it: its first value stands beside that one's first value,
     * and so on, as in two columns of a table. Both together then vary as one:
     *
     * <pre>{@code
     * Dataset.vary("city", List.of("Paris", "北京")).zip("language", List.of("French", "中文")).vary("dish", dishes)
     * }</pre>
     *
     * <p>Several variables can be zipped one after the other. Equal rows of the columns count once.
     *
     * @param variable its name
     * @param values as many values as the variable before was given
     * @throws IllegalArgumentException if the name is blank or taken, or there are more or fewer values
     */
    public Variation zip(String variable, List<String> values) {
        check(variable);
        List<Axis> more = new ArrayList<>(axes);
        more.set(axes.size() - 1, axes.get(axes.size() - 1).zip(variable, values));
        return new Variation(List.copyOf(more), plan, limit, seed);
    }

    private void check(String variable) {
        if (variable.isBlank()) {
            throw new IllegalArgumentException("a variable's name must not be blank");
        }
        if (variables().contains(variable)) {
            throw new IllegalArgumentException(
                    "variable '" + variable + "' is varied twice; give all its values at once");
        }
    }

    private List<String> variables() {
        return axes.stream().flatMap(axis -> axis.variables().stream()).toList();
    }

    /** With a row for every combination of values. This is the default. */
    public Variation cartesian() {
        return new Variation(axes, CARTESIAN, limit, seed);
    }

    /**
     * With few rows that still hold every pair of values of any two variables at least once. With a {@link #limit(int)}
     * too low for that, the rows kept are those that hold most pairs. The seed breaks ties.
     *
     * <p>The rows are found greedily, after D. M. Cohen, S. R. Dalal, M. L. Fredman and G. C. Patton, "The AETG System: An
     * Approach to Testing Based on Combinatorial Design", IEEE Transactions on Software Engineering 23(7), 1997. They are
     * few, not the fewest possible.
     */
    public Variation pairwise() {
        return new Variation(axes, PairwiseRows::new, limit, seed);
    }

    /**
     * With rows drawn at random without replacement, every combination being equally likely. The seed decides which.
     *
     * @param rows how many; all combinations if there are fewer
     * @throws IllegalArgumentException if {@code rows} is not from 1 to {@value #MAX_ROWS}
     */
    public Variation sampled(int rows) {
        checkRows("sampled rows", rows);
        return new Variation(axes, (sizes, random) -> new SampledRows(sizes, rows, random), limit, seed);
    }

    /**
     * With at most that many rows: the first ones of a {@link #cartesian() cartesian} product, the ones that cover most
     * for {@link #pairwise()}.
     *
     * @throws IllegalArgumentException if {@code rows} is not from 1 to {@value #MAX_ROWS}
     */
    public Variation limit(int rows) {
        checkRows("limit", rows);
        return new Variation(axes, plan, rows, seed);
    }

    /** With another seed for what is left to chance; 0 by default. The same seed gives the same rows in every JVM. */
    public Variation seed(long seed) {
        return new Variation(axes, plan, limit, seed);
    }

    /**
     * The rows.
     *
     * @throws DatasetException if there are more than {@value #MAX_ROWS} and no {@link #limit(int)} was set, or too many
     *     pairs of values to cover
     */
    @Override
    public List<Example> examples() {
        int[] sizes = axes.stream().mapToInt(Axis::size).toArray();
        List<int[]> rows = plan.rows(sizes, new Random(seed)).first(limit);
        if (rows.size() > MAX_ROWS) {
            throw new DatasetException("the values of " + variables() + " give more than " + MAX_ROWS
                    + " rows; set a limit, or use pairwise or sampled rows");
        }
        List<Example> examples = new ArrayList<>(rows.size());
        for (int[] row : rows) {
            examples.add(example(row));
        }
        return List.copyOf(examples);
    }

    private Example example(int[] row) {
        Map<String, String> input = new LinkedHashMap<>();
        for (int axis = 0; axis < row.length; axis++) {
            axes.get(axis).put(row[axis], input);
        }
        return Example.of(input, null, "");
    }

    private static void checkRows(String what, int rows) {
        if (rows < 1 || rows > MAX_ROWS) {
            throw new IllegalArgumentException(what + " must be from 1 to " + MAX_ROWS + ", but is " + rows);
        }
    }
}
