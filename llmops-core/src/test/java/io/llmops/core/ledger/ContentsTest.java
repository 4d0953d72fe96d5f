package io.llmops.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.CapturedContent;
import io.llmops.api.ledger.ContentCapture;
import io.llmops.core.guard.SensitiveWords;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentsTest {

    private final Contents contents = new Contents("key".getBytes(UTF_8));

    static CapturedContent content() {
        return new CapturedContent(ContentCapture.FULL, "问", List.of(), "答");
    }

    @Test
    void should_keep_no_word_unless_the_scenario_asks_for_it() {
        assertThat(record("客服", "我的电话是 13800138000", "好").content()).isEmpty();
        contents.capture("other", ContentCapture.FULL, List.of());
        assertThat(record("客服", "我的电话是 13800138000", "好").content()).isEmpty();
    }

    @Test
    void should_keep_what_was_said_as_it_was_when_it_is_asked_for_in_full() {
        contents.capture("客服", ContentCapture.FULL, List.of());
        CapturedContent kept = record("客服", "我的电话是 13800138000", "好").content().orElseThrow();
        assertThat(kept.question()).isEqualTo("我的电话是 13800138000");
        assertThat(kept.messages())
                .extracting(CapturedContent.Message::text)
                .containsExactly("规则", "我的电话是 13800138000");
        assertThat(kept.answer()).isEqualTo("好");
        assertThat(kept.toString() + kept.messages()).doesNotContain("电话");
    }

    @Test
    void should_mask_personal_data_and_sensitive_words_in_every_part_when_it_is_redacted() {
        contents.capture(
                "客服",
                ContentCapture.REDACTED,
                List.of(SensitiveWords.builder().word("夜莺计划", "project").build()));
        CapturedContent kept = record("客服", "夜莺计划谁负责？打 13800138000", "写信给 li@acme.cn，夜莺计划")
                .content()
                .orElseThrow();
        assertThat(kept.capture()).isEqualTo(ContentCapture.REDACTED);
        assertThat(kept.question() + kept.messages().get(1).text() + kept.answer())
                .doesNotContain("夜莺", "138", "li@")
                .contains("[phone]", "[email]", "****");
    }

    @Test
    void should_know_a_question_again_by_its_words_and_give_nothing_away_without_the_key() {
        String one = fingerprint(contents, "How many days of  leave?");
        assertThat(one).hasSize(32).isEqualTo(fingerprint(contents, " how many days of leave"));
        assertThat(fingerprint(contents, "还剩几天？")).isEqualTo(fingerprint(contents, "还剩几天"));
        assertThat(fingerprint(contents, "ＡＢＣ 123")).isEqualTo(fingerprint(contents, "abc 123"));
        assertThat(one).isNotEqualTo(fingerprint(contents, "How many days off leave?"));
        assertThat(one).isNotEqualTo(fingerprint(new Contents("other".getBytes(UTF_8)), "How many days of leave?"));
        assertThat(fingerprint(contents, "???")).isNotEqualTo(fingerprint(contents, "!!!"));
        assertThat(record("客服", " ", "").questionFingerprint()).isEmpty();
    }

    private CallRecord record(String scenario, String question, String answer) {
        CallRecord.Builder record = CallRecord.builder("r", Instant.EPOCH, CallKind.CHAT, scenario);
        contents.keep(
                record,
                scenario,
                question,
                question.isBlank() ? List.of() : List.of(SystemMessage.from("规则"), UserMessage.from(question)),
                answer);
        return record.build();
    }

    private static String fingerprint(Contents contents, String question) {
        CallRecord.Builder record = CallRecord.builder("r", Instant.EPOCH, CallKind.CHAT, "s");
        contents.keep(record, "s", question, List.of(), "");
        return record.build().questionFingerprint().orElseThrow();
    }
}
