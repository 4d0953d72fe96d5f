package io.llmops.rag.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmops.api.knowledge.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * XQuAD (1,190 questions on 240 paragraphs, English and Chinese): each question is asked twice, with its paragraph among
 * the four others that share most with it, and with the five others alone, which do not answer it.
 */
class ExtractiveQualityTest {

    private static final int PASSAGES = 5;

    private record Question(String text, int paragraph, String answer) {}

    private final List<String> paragraphs = new ArrayList<>();
    private final List<Set<String>> terms = new ArrayList<>();
    private final Map<String, Integer> frequency = new HashMap<>();
    private final ExtractiveChatModel model = ExtractiveChatModel.builder().build();

    @ParameterizedTest
    @CsvSource({"en, 0.76, 0.77", "zh, 0.67, 0.80"})
    void should_quote_what_answers_and_refuse_where_nothing_does(String language, double quoted, double refused)
            throws IOException {
        String data = System.getProperty("llmops.testdata", "");
        assumeFalse(data.isBlank(), "XQuAD is read from -Dllmops.testdata");
        List<Question> questions = read(Path.of(data, "retrieval-xquad", "xquad." + language + ".json"));
        int good = 0;
        int honest = 0;
        for (Question question : questions) {
            List<Integer> near = nearest(question);
            List<Integer> with = new ArrayList<>(near.subList(0, PASSAGES - 1));
            with.add(question.paragraph() % PASSAGES, question.paragraph());
            good += ask(question, with).contains(question.answer()) ? 1 : 0;
            String refusal = ask(question, near);
            boolean plain = refusal.equals(ExtractiveChatModel.NOT_ANSWERED)
                    || refusal.equals(ExtractiveChatModel.NOT_ANSWERED_ZH);
            honest += plain ? 1 : 0;
        }
        double n = questions.size();
        System.out.printf(Locale.ROOT, "XQuAD %s: answer quoted %.3f, refused %.3f%n", language, good / n, honest / n);
        assertThat(good / n).isGreaterThan(quoted);
        assertThat(honest / n).isGreaterThan(refused);
    }

    private List<Question> read(Path file) throws IOException {
        List<Question> questions = new ArrayList<>();
        for (JsonNode article : new ObjectMapper().readTree(file.toFile()).get("data")) {
            for (JsonNode paragraph : article.get("paragraphs")) {
                String text = paragraph.get("context").asText();
                for (JsonNode qa : paragraph.get("qas")) {
                    String answer =
                            qa.get("answers").get(0).get("text").asText().replaceAll("\\s+", " ");
                    questions.add(new Question(qa.get("question").asText(), paragraphs.size(), answer));
                }
                paragraphs.add(text);
                terms.add(Terms.ofSentence(text));
                terms.get(terms.size() - 1).forEach(term -> frequency.merge(term, 1, Integer::sum));
            }
        }
        return questions;
    }

    /** The paragraphs, without its own, that hold most of a question's terms, rare ones counting more. */
    private List<Integer> nearest(Question question) {
        Set<String> asked = Terms.ofQuestion(question.text());
        Map<Integer, Double> shared = new HashMap<>();
        for (int i = 0; i < paragraphs.size(); i++) {
            double sum = 0;
            for (String term : asked) {
                if (terms.get(i).contains(term)) {
                    sum += Math.log((double) paragraphs.size() / frequency.getOrDefault(term, 1));
                }
            }
            shared.put(i, sum);
        }
        shared.remove(question.paragraph());
        return shared.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(PASSAGES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private String ask(Question question, List<Integer> passages) {
        Passage[] given = passages.stream()
                .map(i -> ExtractiveChatModelTest.passage("", paragraphs.get(i)))
                .toArray(Passage[]::new);
        return model.chat(ExtractiveChatModelTest.prompt(question.text(), given));
    }
}
