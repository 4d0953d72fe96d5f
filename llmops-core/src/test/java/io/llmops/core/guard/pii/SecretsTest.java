package io.llmops.core.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource({
        "sk-key, sk-proj-Abc_def-0123456789abcdefABCDEF",
        "sk-key, sk-abcdefghijklmnopqrstT3BlbkFJabcdefghijklmnopqrst",
        "sk-ant-key, sk-ant-api03-AbCdEf0123456789_-AbCdEf0123456789AA",
        "dashscope-key, sk-0123456789abcdef0123456789abcdef",
        "aws-key, AKIAIOSFODNN7EXAMPLE",
        "gcp-key, AIzaSyA1234567890abcdefghijklmnopqrstuvw",
        "gcp-token, ya29.a0AfH6SMBx-1234567890abcdefgh",
        "github-token, ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "github-token, github_pat_11ABCDEFG0abcdefghijkl_0123456789abcdefghij",
        "gitlab-token, glpat-abcDEF123456-_7890xy",
        "slack-token, xoxb-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx",
        "stripe-key, rk_live_51AbCdEfGhIjKlMnOp",
        "aliyun-key, LTAI5tAbCdEfGhIjKlMnOpQr",
        "tencent-key, AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA",
        "huggingface-token, hf_abcdefghijklmnopqrstuvwxyzABCDEFGH",
        "huggingface-token, hf_abc0123456789DEF",
        "npm-token, npm_abc0123456789DEFg",
        "pk-key, pk-Abc0123456789_def",
        "rk-key, rk-Abc0123456789_def",
        "jwt, eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF_123-x",
    })
    void should_know_a_key_by_its_form_wherever_it_stands(String kind, String key) {
        for (String around : List.of("%s", "密钥：%s。", "key=%s\n", "(\"%s\")", "用%s吧", "https://x.org/?k=%s&b=1")) {
            String text = around.formatted(key);
            int start = text.indexOf(key);
            assertThat(Secrets.find(text)).as(text).containsExactly(new Found(kind, start, start + key.length()));
        }
    }

    @Test
    void should_find_a_private_key_as_a_whole_and_to_the_end_where_its_end_is_missing() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----";
        assertThat(Secrets.find("a " + key + " b")).containsExactly(new Found("private-key", 2, 2 + key.length()));
        assertThat(Secrets.find("-----BEGIN PRIVATE KEY-----\nMIIEow"))
                .containsExactly(new Found("private-key", 0, 34));
        assertThat(Secrets.find("-----BEGIN CERTIFICATE-----\nMIIEow")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "url-password, s3cr3t, postgres://app:s3cr3t@db/x",
        "url-password, p@ss, https://u:p@ss@host.example",
        "url-password, hidden, redis://:hidden@10.0.0.1:6379",
        "bearer-token, abcdef1234567890.xyz, Authorization: Bearer abcdef1234567890.xyz",
        "password, hunter2!, password = hunter2!",
        "password, abc12345, 密码是 abc12345，请勿外传",
        "password, Zx81-Kp, 'api_key: \"Zx81-Kp\"'",
        "password, wJalrXUtnFEMI/K7MDENG, aws_secret_access_key=wJalrXUtnFEMI/K7MDENG",
    })
    void should_find_what_is_called_a_secret(String kind, String secret, String text) {
        int start = text.indexOf(secret);
        assertThat(Secrets.find(text)).containsExactly(new Found(kind, start, start + secret.length()));
    }

    @Test
    void should_take_full_width_for_plain_and_keep_positions() {
        assertThat(Secrets.find("钥匙ＡＫＩＡIOSFODNN7EXAMPLE")).containsExactly(new Found("aws-key", 2, 22));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the password policy is strict",
                "password: {{password}}",
                "your password is required",
                "postgres://app:${PASSWORD}@db/x",
                "http://localhost:8080/a@b",
                "task-oriented-dialogue-systems-of-today",
                "a sk-learn-like-estimator-interface-for-java",
                "AKIA is a prefix",
                "MYAKIAIOSFODNN7EXAMPLE",
                "eyJ is how tokens begin",
                "密码是必填项",
                "the bearer of this letter",
            })
    void should_leave_alone_what_only_speaks_of_secrets(String text) {
        assertThat(Secrets.find(text)).isEmpty();
    }
}
