package io.llmops.core.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 40 texts of 100 kB that are made to be slow, against every kind: under 50 ms each. */
class HostileTextTest {

    /** Of this thread alone, so that a busy machine changes nothing. */
    private static final ThreadMXBean TIME = ManagementFactory.getThreadMXBean();

    private static final int LENGTH = 100_000;
    private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(50);
    /** The first ones may run before the code is compiled. */
    private static final int RUNS = 20;

    private static final List<String> PARTS = List.of(
            "a",
            "1",
            "1 ",
            "-",
            "a.",
            "a@",
            "@a.",
            "+1 ",
            "eyJa",
            "eyJaaaaaaaa.",
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN ",
            "://a:",
            "://a:b@",
            "password",
            "password=",
            "password is ",
            "AB12 ",
            "1-",
            "sk-",
            "sk-a1",
            "(1",
            "(1) ",
            "1.1.",
            "1.1.1.1",
            "密码",
            "密码是",
            "a.a@a.a",
            "0-",
            "DE89 ",
            "DE89 3704 0044 0532 0130 01 ",
            "4111 1111 1111 1112 ",
            "1:",
            "::",
            "a1:b2::",
            "E1234567",
            "passport",
            "A<",
            "bearer ",
            "１３８");

    @BeforeAll
    static void warmUp() {
        for (int i = 0; i < 3; i++) {
            PARTS.forEach(part -> PersonalData.all().find(part.repeat(20_000 / part.length())));
        }
    }

    @ParameterizedTest
    @EnumSource(Pii.class)
    void should_take_time_in_proportion_to_the_text(Pii kind) {
        assertThat(PARTS).hasSize(40);
        for (String part : PARTS) {
            String text = part.repeat(LENGTH / part.length() + 1).substring(0, LENGTH);
            long best = Long.MAX_VALUE;
            for (int run = 0; run < RUNS && best > LIMIT; run++) {
                long started = TIME.getCurrentThreadCpuTime();
                PersonalData.of(kind).find(text);
                best = Math.min(best, TIME.getCurrentThreadCpuTime() - started);
            }
            assertThat(best)
                    .as("nanoseconds of %s for '%s' repeated", kind, part)
                    .isLessThan(LIMIT);
        }
    }
}
