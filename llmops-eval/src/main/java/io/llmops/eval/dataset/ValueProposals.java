package io.llmops.eval.dataset;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.api.exception.DatasetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of a variable that a model proposes, for rows that nobody has written down. What it proposed is kept in a file, so
 * that a second run has the same values, and so the same rows and ids, and calls no model. Thread-safe within a process; let
 * one process at a time write the file.
 *
 * <pre>{@code
 * ValueProposals proposals = ValueProposals.of(ops.scenario("rows").model("openai/gpt-4o-mini").build().chatModel(), file);
 * Dataset rows = Dataset.vary("dish", proposals.values("dish", "a dish of Chinese home cooking", 20, List.of("饺子")))
 *         .vary("guest", guests).pairwise();
 * }</pre>
 */
public final class ValueProposals {

    /** Most calls of the model for one list: {@value}. */
    public static final int MAX_CALLS = 4;

    /** Most values that can be asked for at once: {@value}. */
    public static final int MAX_VALUES = 500;

    private final ChatModel model;
    private final ProposalFile file;

    private ValueProposals(ChatModel model, ProposalFile file) {
        this.model = model;
        this.file = file;
    }

    /**
     * Proposals of a model, kept in a file, which is made when the first values are there.
     *
     * @param model asked where the file has no answer; behind the gateway, its calls are booked
     */
    public static ValueProposals of(ChatModel model, Path json) {
        return new ValueProposals(requireNonNull(model, "model"), new ProposalFile(json));
    }

    /**
     * Different values of a variable, which are none of the examples. Those that are in the file come first and are not asked
     * for again: asking for more later adds to them. Values that a reader would call the same count once.
     *
     * @param variable its name
     * @param description what its values are, in the language that they shall be in
     * @param count how many; the result has fewer if the model had no more after {@value #MAX_CALLS} calls
     * @param examples values as they shall be; may be empty
     * @throws IllegalArgumentException if a text is blank, or {@code count} is not from 1 to {@value #MAX_VALUES}
     * @throws DatasetException if the model gave no value that can be read in {@value #MAX_CALLS} calls
     * @throws io.llmops.api.exception.StoreException if the file cannot be read or written
     */
    public synchronized List<String> values(String variable, String description, int count, List<String> examples) {
        if (variable.isBlank() || description.isBlank()) {
            throw new IllegalArgumentException("variable and description must not be blank");
        }
        if (count < 1 || count > MAX_VALUES) {
            throw new IllegalArgumentException("count must be from 1 to " + MAX_VALUES + ", but is " + count);
        }
        ProposalFile.Key key = new ProposalFile.Key(variable, description, List.copyOf(examples));
        ProposalFile.Kept kept = file.get(key);
        if (kept.asked() < count) {
            List<String> all = ask(key, kept.values(), count);
            kept = new ProposalFile.Kept(count, all);
            file.put(key, kept);
        }
        return List.copyOf(
                kept.values().subList(0, Math.min(count, kept.values().size())));
    }

    private List<String> ask(ProposalFile.Key key, List<String> known, int count) {
        DistinctValues values = new DistinctValues(key.examples());
        known.forEach(values::add);
        for (int call = 0; call < MAX_CALLS && values.size() < count; call++) {
            String answer = model.chat(ProposalPrompt.of(key, values.list(), count - values.size()))
                    .aiMessage()
                    .text();
            ProposedArray.read(answer == null ? "" : answer).forEach(values::add);
        }
        if (values.size() == 0) {
            throw new DatasetException("the model proposed no value of '" + key.variable() + "' as a JSON array in "
                    + MAX_CALLS + " calls; ask another model, or give values yourself");
        }
        List<String> list = new ArrayList<>(values.list());
        return list.subList(0, Math.min(count, list.size()));
    }
}
