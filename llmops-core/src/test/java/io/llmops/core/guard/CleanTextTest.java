package io.llmops.core.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.llmops.core.guard.SensitiveWords.Match;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often words are found where there are none, with all normalisation on. */
@Timeout(120)
class CleanTextTest {

    private static final int LINES = 10_000;

    private static final List<String> LEXICON = List.of(
            "枪支",
            "手枪",
            "炸弹",
            "子弹",
            "毒品",
            "冰毒",
            "赌博",
            "博彩",
            "六合彩",
            "特码",
            "代开发票",
            "发票代开",
            "办证",
            "黄色网站",
            "裸聊",
            "约炮",
            "枪",
            "AK47",
            "QQ",
            "VX",
            "薇信",
            "傻逼",
            "滚蛋",
            "去死",
            "法轮",
            "ass",
            "asshole",
            "cock",
            "dick head",
            "cum",
            "tit",
            "tits",
            "cunt",
            "fuck",
            "shit",
            "hell",
            "gun",
            "sex",
            "sexy",
            "rape",
            "spic",
            "bastard",
            "anal",
            "arse",
            "slut",
            "whore",
            "heroin",
            "crack cocaine",
            "kill yourself",
            "nude pics",
            "FU",
            "STFU",
            "WTF");

    @Test
    void should_find_nothing_in_ten_thousand_clean_lines() {
        SensitiveWords.Builder words = SensitiveWords.builder();
        LEXICON.forEach(word -> words.word(word, "c"));
        // What an operator who reads the hits would allow.
        assertFindsNothing(
                words.allow("水枪")
                        .allow("枪手网")
                        .allow("子弹笔记")
                        .allow("spic-and-span")
                        .build(),
                (line, match) -> true);
    }

    /** That lexicon has everyday words too, such as the one for selling: what stands there as it is written is no mistake. */
    @Test
    void should_find_nothing_that_is_not_written_there_with_a_real_lexicon() {
        String data = System.getProperty("llmops.testdata", "");
        assumeFalse(data.isBlank(), "give -Dllmops.testdata");
        Path lexicons = Path.of(data, "safety-lexicon");
        assertFindsNothing(
                SensitiveWords.builder()
                        .lexicon(lexicons.resolve("广告类型.txt"))
                        .lexicon(lexicons.resolve("涉枪涉爆.txt"))
                        .build(),
                (line, match) -> !line.substring(match.start(), match.end()).equals(match.word()));
    }

    private static void assertFindsNothing(SensitiveWords words, BiPredicate<String, Match> mistaken) {
        long seed = 10_000;
        CleanProse prose = new CleanProse(seed);
        List<String> wrong = IntStream.range(0, LINES)
                .mapToObj(i -> i % 2 == 0 ? prose.chinese() : prose.english())
                .filter(line -> words.find(line).stream().anyMatch(match -> mistaken.test(line, match)))
                .map(line -> words.find(line) + " in: " + line)
                .toList();
        assertThat(wrong)
                .as("%d of %d lines, seed %d", wrong.size(), LINES, seed)
                .isEmpty();
    }
}
