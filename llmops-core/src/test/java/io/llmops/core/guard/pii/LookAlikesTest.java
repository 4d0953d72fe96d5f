package io.llmops.core.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 200 right values and 2,000 that only look like it, of each kind without real data. */
class LookAlikesTest {

    private static final int POSITIVES = 200;
    private static final int NEGATIVES = 2_000;
    private static final double AIM = 0.98;
    private static final List<String> AROUND = List.of("%s", "是%s。", "It is %s, I think", "(%s)", "编码：%s；", "x %s\ny");

    private record Type(String name, Pii kind, Function<Numbers, String> right, Function<Numbers, String> wrong) {

        @Override
        public String toString() {
            return name;
        }

        private static String noIban(Numbers n) {
            String right = n.iban();
            return switch (n.below(4)) {
                case 0 ->
                    right.substring(0, 2)
                            + "%02d".formatted((Integer.parseInt(right.substring(2, 4)) + 1) % 100)
                            + right.substring(4);
                case 1 -> right + n.digits(1);
                case 2 -> "ZZ" + right.substring(2);
                default -> right.substring(0, right.length() - 1);
            };
        }

        private static String noChineseId(Numbers n) {
            String right = n.chineseId();
            String body = right.substring(0, 17);
            return switch (n.below(4)) {
                case 0 -> body + (right.charAt(17) == '5' ? '6' : '5');
                case 1 -> wholeId(body.substring(0, 10) + "13" + body.substring(12));
                case 2 -> wholeId("09" + body.substring(2));
                default -> right.substring(0, 17) + n.digits(2);
            };
        }

        private static String wholeId(String body) {
            return body + Numbers.chineseCheck(body);
        }

        private static String noMobile(Numbers n) {
            return switch (n.below(5)) {
                case 0 -> "1" + n.of("012", 1) + n.digits(9);
                case 1 -> "1" + n.of("3456789", 1) + n.digits(10);
                case 2 -> "1" + n.of("3456789", 1) + n.digits(8);
                case 3 -> "3.1" + n.of("3456789", 1) + n.digits(9);
                default -> "A1" + n.of("3456789", 1) + n.digits(9);
            };
        }

        private static String noPassport(Numbers n) {
            return switch (n.below(5)) {
                case 0 -> "E" + n.digits(7);
                case 1 -> "G" + n.digits(9);
                case 2 -> n.of("XYZQ", 1) + n.digits(8);
                case 3 -> "order E" + n.digits(8);
                default -> "EI" + n.digits(7);
            };
        }

        private static String noKey(Numbers n) {
            return switch (n.below(6)) {
                case 0 -> "AKIA" + n.of("ABCDEFG", 12);
                case 1 -> "sk-learn-" + n.of("abc", 5) + "-" + n.of("def", 4);
                case 2 -> "ghp_" + n.of("abc0", 12);
                case 3 -> n.of("0123456789abcdef", 40);
                case 4 -> "task-" + n.of("abcd0123", 24);
                default -> "eyJ" + n.of("abc0", 30);
            };
        }
    }

    static List<Type> types() {
        return List.of(
                new Type("IBAN", Pii.IBAN, Numbers::iban, Type::noIban),
                new Type("Chinese id", Pii.CHINESE_ID, Numbers::chineseId, Type::noChineseId),
                new Type("Chinese mobile", Pii.PHONE, Numbers::mobile, Type::noMobile),
                new Type("passport", Pii.PASSPORT, Numbers::passport, Type::noPassport),
                new Type("key", Pii.SECRET, Numbers::key, Type::noKey));
    }

    @ParameterizedTest
    @MethodSource("types")
    void should_find_the_right_ones_and_leave_the_others(Type type) {
        long seed = Long.getLong("llmops.seed", 7);
        Numbers numbers = new Numbers(new Random(seed));
        int found = 0;
        int wrong = 0;
        for (int i = 0; i < POSITIVES; i++) {
            String value = type.right.apply(numbers);
            String text = numbers.one(AROUND).formatted(value);
            int end = text.indexOf(value) + value.length();
            List<Found> finds = PersonalData.of(type.kind).find(text);
            found += finds.size() == 1 && finds.get(0).end() == end ? 1 : 0;
        }
        StringBuilder examples = new StringBuilder();
        for (int i = 0; i < NEGATIVES; i++) {
            String text = numbers.one(AROUND).formatted(type.wrong.apply(numbers));
            if (!PersonalData.of(type.kind).find(text).isEmpty()) {
                wrong++;
                examples.append(wrong < 5 ? text + "\n" : "");
            }
        }
        double recall = (double) found / POSITIVES;
        double precision = (double) found / Math.max(1, found + wrong);
        System.out.printf("%s: recall %.3f, precision %.3f, seed %d%n", type, recall, precision, seed);
        assertThat(recall).as("recall of %s, seed %d", type, seed).isGreaterThanOrEqualTo(AIM);
        assertThat(precision)
                .as("precision of %s, seed %d: %s", type, seed, examples)
                .isGreaterThanOrEqualTo(AIM);
    }
}
