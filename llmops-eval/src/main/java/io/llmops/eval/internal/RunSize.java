package io.llmops.eval.internal;

/** How often and how many at once: the bounds that everything keeps which runs rows, and what is said where they are not kept. */
public final class RunSize {

    /** Answers waited for at once by default: {@value}. */
    public static final int DEFAULT_CONCURRENCY = 4;

    /** Most answers waited for at once, each being a thread: {@value}. */
    public static final int MAX_CONCURRENCY = 256;

    private RunSize() {}

    /**
     * How often each row is run.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public static int repeats(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("each row must be run at least once, but repeat is " + times);
        }
        return times;
    }

    /**
     * How many answers are waited for at once.
     *
     * @throws IllegalArgumentException if it is not from 1 to {@value #MAX_CONCURRENCY}
     */
    public static int concurrency(int answers) {
        if (answers < 1 || answers > MAX_CONCURRENCY) {
            throw new IllegalArgumentException(
                    "concurrency must be from 1 to " + MAX_CONCURRENCY + ", but is " + answers);
        }
        return answers;
    }
}
