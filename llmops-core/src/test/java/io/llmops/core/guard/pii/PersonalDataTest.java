package io.llmops.core.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.GuardrailException;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.GuardHit;
import io.llmops.core.guard.GuardStream;
import io.llmops.core.guard.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {

    private final PersonalData all = PersonalData.all();
    private final GuardContext call = GuardContext.of("support");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email | li.wei+x@mail.example.com",
                "phone | 13800138000",
                "phone | +86 138-0013-8000",
                "phone | １３８００１３８０００",
                "phone | +44 20 7946 0958",
                "phone | (415) 555-2671",
                "phone | 001-420-335-7509x38548",
                "phone | 010-62770000",
                "card | 4111 1111 1111 1111",
                "card | 5500-0000-0000-0004",
                "card | 378282246310005",
                "chinese-id | 11010519491231002X",
                "iban | DE89 3704 0044 0532 0130 00",
                "iban | GB82WEST12345698765432",
                "us-ssn | 078-05-1120",
                "passport | E12345678",
                "passport | L898902C36UTO7408122F1204159ZE184226B<<<<<10",
                "ip | 192.168.10.254",
                "ip | 2001:db8:85a3::8a2e:370:7334",
                "ip | fe80::1",
                "stripe-key | sk_live_51AbCdEfGhIjKlMn",
            })
    void should_find_each_kind_by_its_form_wherever_it_stands(String kind, String value) {
        for (String around : List.of("%s", "用户的是%s。", "I was told %s, thanks", "(%s)", "x\n%s\ny", "“%s”")) {
            String text = around.formatted(value);
            int start = text.indexOf(value);
            assertThat(all.find(text)).as(text).containsExactly(new Found(kind, start, start + value.length()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-01T08:30:00Z",
                "version 1.2.3, build 20261101",
                "order 4111 1111 1111 1112 is no card",
                "110105194912310021 has a wrong check digit",
                "110105199902310022 was born on the 31st of February",
                "DE88 3704 0044 0532 0130 00",
                "000-12-3456 and 666-12-3456 and 900-12-3456",
                "1,234,567.89 CNY",
                "第 12 条，共 365 天",
                "call the function foo(bar) 3 times",
                "pages 100-200 and 300-400",
                "@deprecated since 4.0, icon@2x.png",
                "std::vector<a::b> at 12:30:45",
                "version 1.2.3.4 and 1.2.3.4.5 and 256.1.1.1",
                "订单 E12345678 已发货",
                "3.13800138000 and 138001380001",
                "01:23:45:67:89:ab"
            })
    void should_leave_alone_what_only_looks_like_it(String text) {
        assertThat(all.find(text)).isEmpty();
    }

    @Test
    void should_say_what_stood_there_or_mask_it_but_for_what_people_know_it_by() {
        assertThat(all.redact("邮箱 zhang@qq.com，卡 4111 1111 1111 1111")).isEqualTo("邮箱 [email]，卡 [card]");
        assertThat(all.mask("邮箱 zhang@qq.com，卡 4111 1111 1111 1111"))
                .isEqualTo("邮箱 *****@**.***，卡 **** **** **** 1111");
        assertThat(all.mask("手机13800138000")).isEqualTo("手机*******8000");
    }

    @Test
    void should_tell_kind_and_place_and_never_the_value() {
        Verdict verdict = all.check("写信给 li@acme.cn", call);
        assertThat(verdict.hits()).containsExactly(new GuardHit("email", "pii", 4));
        assertThat(verdict.rewritten()).contains("写信给 [email]");
        Verdict refused = all.action(PersonalData.Action.REFUSE).check("写信给 li@acme.cn", call);
        assertThat(refused.refused()).isTrue();
        assertThat(refused.reason() + refused + verdict).contains("email").doesNotContain("acme");
        assertThat(all.action(PersonalData.Action.LOG).check("li@acme.cn", call).rewritten())
                .isEmpty();
    }

    @Test
    void should_give_a_value_one_name_within_a_call_and_put_it_back_into_the_answer() {
        PersonalData guard = PersonalData.of(Pii.EMAIL, Pii.PHONE).action(PersonalData.Action.PSEUDONYM);
        String sent = guard.check("li@acme.cn 和 wu@acme.cn，再给 li@acme.cn 打 13800138000", call)
                .rewritten()
                .orElseThrow();
        assertThat(sent).isEqualTo("[EMAIL_1] 和 [EMAIL_2]，再给 [EMAIL_1] 打 [PHONE_1]");
        GuardContext answer = call.at(WordMatch.Stage.OUTPUT);
        assertThat(guard.check("已发给 [EMAIL_2]，[EMAIL_9] 不明", answer).rewritten())
                .contains("已发给 wu@acme.cn，[EMAIL_9] 不明");
        assertThat(guard.check("[EMAIL_1]", GuardContext.of("other").at(WordMatch.Stage.OUTPUT))
                        .rewritten())
                .isEmpty();
    }

    @Test
    void should_put_values_back_where_their_names_are_split_over_pieces() {
        PersonalData guard = PersonalData.all().action(PersonalData.Action.PSEUDONYM);
        guard.check("li@acme.cn", call);
        GuardStream stream = guard.stream(call.at(WordMatch.Stage.OUTPUT));
        assertThat(stream.push("See [1], write to [EM")).isEqualTo("See [1], write to ");
        assertThat(stream.push("AIL_")).isEmpty();
        assertThat(stream.push("1] or [")).isEqualTo("li@acme.cn or ");
        assertThat(stream.finish()).isEqualTo("[");
    }

    @Test
    void should_keep_a_vault_that_outlives_calls_apart_from_others_and_show_nothing_of_it() {
        Pseudonyms vault = Pseudonyms.create();
        PersonalData guard = PersonalData.all().pseudonyms(vault);
        String name = guard.check("li@acme.cn", call).rewritten().orElseThrow();
        assertThat(name).startsWith("[EMAIL_1_").isNotEqualTo("[EMAIL_1]");
        assertThat(guard.check(name, GuardContext.of("next").at(WordMatch.Stage.OUTPUT))
                        .rewritten())
                .contains("li@acme.cn");
        assertThat(Pseudonyms.create().restore(name)).isEqualTo(name);
        assertThat(vault + " " + guard).doesNotContain("acme");
    }

    @Test
    void should_end_a_stream_before_what_it_refuses_is_shown() {
        GuardStream stream = all.action(PersonalData.Action.REFUSE).stream(call.at(WordMatch.Stage.OUTPUT));
        assertThat(stream.push("Write to li")).isEqualTo("Write to ");
        assertThat(stream.push("@acme.cn")).isEmpty();
        assertThatThrownBy(() -> stream.push(" and wait for the answer"))
                .isInstanceOf(GuardrailException.class)
                .hasMessageContaining("email")
                .hasMessageNotContaining("acme");
    }
}
