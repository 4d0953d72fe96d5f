package io.llmops.eval.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Shares of good rows by subject and task: where one subject is better, and where it is not. Immutable. */
public final class TaskMatrix {

    private final List<String> subjects;
    private final List<String> tasks;
    private final Map<String, Map<String, Proportion>> cells;
    private final Map<String, Proportion> all;

    private TaskMatrix(
            List<String> subjects,
            List<String> tasks,
            Map<String, Map<String, Proportion>> cells,
            Map<String, Proportion> all) {
        this.subjects = subjects;
        this.tasks = tasks;
        this.cells = cells;
        this.all = all;
    }

    static TaskMatrix of(ExperimentResult result) {
        List<String> subjects = result.run().subjects();
        Map<String, Map<String, Proportion>> cells = new LinkedHashMap<>();
        for (String task : result.tasks()) {
            cells.put(task, shares(result.task(task), subjects));
        }
        return new TaskMatrix(subjects, result.tasks(), cells, shares(result, subjects));
    }

    private static Map<String, Proportion> shares(ExperimentResult result, List<String> subjects) {
        Map<String, Proportion> shares = new LinkedHashMap<>();
        subjects.forEach(s -> shares.put(s, result.of(s).shareOfGood()));
        return shares;
    }

    /** The subjects, in the order given. */
    public List<String> subjects() {
        return subjects;
    }

    /** The tasks, in the dataset's order. */
    public List<String> tasks() {
        return tasks;
    }

    /**
     * The share of good rows of a subject in a task.
     *
     * @throws NoSuchElementException if there is no such subject or task
     */
    public Proportion cell(String subject, String task) {
        Proportion cell = cells.getOrDefault(task, Map.of()).get(subject);
        if (cell == null) {
            throw new NoSuchElementException("there is no cell of subject '" + subject + "' and task '" + task + "'");
        }
        return cell;
    }

    /** A Markdown table: a line for every task, a column for every subject, and a last line for all rows. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        line(table, "task", subjects);
        line(table, "---", subjects.stream().map(s -> "---").toList());
        cells.forEach((task, shares) -> line(table, task, shares.values()));
        line(table, "all", all.values());
        return table.toString();
    }

    private static void line(StringBuilder table, String head, Iterable<?> cells) {
        table.append("| ").append(escape(head));
        cells.forEach(cell -> table.append(" | ").append(escape(cell.toString())));
        table.append(" |\n");
    }

    private static String escape(String cell) {
        return cell.replace("|", "\\|").replaceAll("\\R", " ");
    }
}
