package io.llmops.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.CapturedContent;
import io.llmops.api.ledger.ContentCapture;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.redact.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentsTest {

    private final Contents contents = new Contents("key".getBytes(UTF_8));

    static CapturedContent content() {
        return new CapturedContent(ContentCapture.FULL, "问", List.of(), "答");
    }

    @Test
    void should_keep_no_word_unless_the_scenario_asks_for_it() {
        assertThat(record("客服", "我的电话是 13800138000", "好").content()).isEmpty();
        contents.capture("other", ContentCapture.FULL, null);
        assertThat(record("客服", "我的电话是 13800138000", "好").content()).isEmpty();
    }

    @Test
    void should_keep_what_was_said_as_it_was_when_it_is_asked_for_in_full() {
        contents.capture("客服", ContentCapture.FULL, null);
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
                SensitiveWords.builder().word("夜莺计划", "project").build());
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "li.wei+x@mail.example.com",
                "邮箱zhang@qq.com。",
                "13800138000",
                "+86 138-0013-8000",
                "１３８００１３８０００",
                "+44 20 7946 0958",
                "(415) 555-2671",
                "010-62770000",
                "4111 1111 1111 1111",
                "5500-0000-0000-0004",
                "11010519491231002X",
                "DE89 3704 0044 0532 0130 00",
                "GB82WEST12345698765432",
                "078-05-1120",
                "192.168.10.254",
                "sk-abcdefghijklmnopqrstuvwx",
                "sk-proj-Abc_def-0123456789abcdef",
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "AIzaSyA1234567890abcdefghijklmnopqrstuv",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF_123-x",
                "Authorization: Bearer abcdef1234567890.xyz",
                "password = hunter2!",
                "密码是 abc12345",
                "postgres://app:s3cr3t@db/x",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----"
            })
    void should_find_what_identifies_a_person_or_opens_a_door(String text) {
        String redacted = Redactor.redact("之前 " + text + " 之后");
        assertThat(redacted).contains("[").startsWith("之前 ").endsWith("之后");
        assertThat(redacted).doesNotContain("hunter2", "s3cr3t", "MIIEow", "abc12345", "8000", "1111", "ghp_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-01T08:30:00Z",
                "version 1.2.3, build 20261101",
                "order 4111 1111 1111 1112 is no card",
                "110105194912310021 has a wrong check digit",
                "1,234,567.89 CNY",
                "第 12 条，共 365 天",
                "the password policy is strict",
                "call the function foo(bar) 3 times",
                "pages 100-200 and 300-400",
                "@deprecated since 4.0"
            })
    void should_leave_alone_what_only_looks_like_it(String text) {
        assertThat(Redactor.redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1",
                "1 ",
                "-",
                "a.",
                "a@",
                "@a.",
                "+1 ",
                "eyJa",
                "-----BEGIN PRIVATE KEY-----",
                "://a:",
                "password",
                "AB12 ",
                "1-",
                "sk-",
                "(1",
                "1.1.",
                "密码",
                "a.a@a.a",
                "0-"
            })
    void should_take_time_in_proportion_to_hostile_text(String part) {
        String hostile = part.repeat(100_000 / part.length());
        assertTimeout(Duration.ofSeconds(60), () -> Redactor.redact(hostile));
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
