package io.llmops.rag.quality;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.knowledge.Passage;
import io.llmops.core.monitor.KnowledgeUsage;
import io.llmops.rag.KnowledgeBase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks a knowledge base over: asks it questions whose documents are known, reads all of its chunks, and joins what its
 * users did. Not thread-safe.
 *
 * <pre>{@code
 * KnowledgeQuality today = KnowledgeCheck.of(handbook).questions(rows)
 *         .usage(ops.knowledge("handbook").report()).run();
 * today.hitAt(5);                       // 92.0% (46 of 50)
 * today.dead();                         // documents that no answer was given
 * today.save(Path.of("quality"));
 * }</pre>
 */
public final class KnowledgeCheck {

    /** The variable of a row that holds the question. */
    public static final String QUESTION = "question";

    /** The variable of a row that holds the ids of the documents that answer it, a line each; may be missing. */
    public static final String DOCUMENTS = "document";

    /** The seed by which passages for generated questions are drawn where no other is set: {@value}. */
    public static final long DEFAULT_SEED = 7;

    private final KnowledgeBase knowledge;
    private final List<Question> questions = new ArrayList<>();
    private @Nullable ChatModel generator;
    private int generated;
    private long seed = DEFAULT_SEED;
    private @Nullable KnowledgeUsage usage;
    private Clock clock = Clock.systemUTC();

    /**
     * One question.
     *
     * @param text what is asked
     * @param documents ids of the documents that answer it; empty where that is not known
     */
    record Question(String text, Set<String> documents) {}

    private KnowledgeCheck(KnowledgeBase knowledge) {
        this.knowledge = requireNonNull(knowledge, "knowledge");
    }

    /** Begins a check; the knowledge base stays open. */
    public static KnowledgeCheck of(KnowledgeBase knowledge) {
        return new KnowledgeCheck(knowledge);
    }

    /**
     * Questions to ask: rows with {@link #QUESTION} and, where it is known, {@link #DOCUMENTS}. May be called again.
     *
     * @throws ConfigurationException if a row has no question
     */
    public KnowledgeCheck questions(Dataset rows) {
        for (Example row : rows.examples()) {
            String text = row.input().getOrDefault(QUESTION, "");
            if (text.isBlank()) {
                throw new ConfigurationException("row " + row.id() + " has no '" + QUESTION + "'");
            }
            Set<String> documents = new LinkedHashSet<>(
                    Arrays.asList(row.input().getOrDefault(DOCUMENTS, "").split("\\R")));
            documents.removeIf(String::isBlank);
            questions.add(new Question(text, documents));
        }
        return this;
    }

    /**
     * Questions that a model makes from passages drawn by chance, each known to be answered by its passage's document. They
     * are easier than those of people, since they share words with the passage: compare them with their like only.
     *
     * @param count at least 1
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public KnowledgeCheck generate(ChatModel model, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, but is " + count);
        }
        this.generator = requireNonNull(model, "model");
        this.generated = count;
        return this;
    }

    /** Seed of the draw of passages; {@value #DEFAULT_SEED} by default. */
    public KnowledgeCheck seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * What became of people's questions, for documents that are dead, words and refusals.
     *
     * @throws ConfigurationException if it is of a knowledge base of another name
     */
    public KnowledgeCheck usage(KnowledgeUsage usage) {
        if (!usage.knowledge().equals(knowledge.name())) {
            throw new ConfigurationException(
                    "usage is of knowledge base '" + usage.knowledge() + "', not of '" + knowledge.name() + "'");
        }
        this.usage = usage;
        return this;
    }

    /** The clock of the report's date; the system's by default. */
    public KnowledgeCheck clock(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Asks each question once, one after the other, and reads every chunk once.
     *
     * @throws RuntimeException as the embedding model throws
     */
    public KnowledgeQuality run() {
        Holdings content = Holdings.read(knowledge);
        List<Question> all = new ArrayList<>(questions);
        int unmade = 0;
        if (generator != null) {
            List<Passage> passages = content.sample(generated, seed);
            List<Question> made = new QuestionMaker(generator).make(passages);
            all.addAll(made);
            unmade = passages.size() - made.size();
        }
        Asked asked = Asked.of(knowledge, all);
        return KnowledgeQuality.of(knowledge, clock.instant(), content, asked, unmade, usage);
    }
}
