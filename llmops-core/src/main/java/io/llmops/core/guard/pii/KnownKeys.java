package io.llmops.core.guard.pii;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keys that issuers gave a form of their own, so that scanners find them. */
final class KnownKeys implements Scanner {

    private static final int ANY = Integer.MAX_VALUE - 1;
    private static final int ASCII = 128;

    private static final List<KeyShape> SHAPES = List.of(
            new KeyShape("sk-ant-key", "sk-ant-", Chars::isWord, 20, ANY),
            new KeyShape("openrouter-key", "sk-or-v1-", Chars::isHex, 32, ANY),
            new KeyShape("sk-key", "sk-proj-", Chars::isWord, 16, ANY),
            new KeyShape("sk-key", "sk-svcacct-", Chars::isWord, 16, ANY),
            new KeyShape("sk-key", "sk-admin-", Chars::isWord, 16, ANY),
            new KeyShape("dashscope-key", "sk-", Chars::isHex, 32, 32),
            new KeyShape("sk-key", "sk-", Chars::isWord, 16, ANY),
            new KeyShape("langfuse-key", "pk-lf-", Chars::isWord, 32, 40),
            new KeyShape("pk-key", "pk-", Chars::isWord, 16, ANY),
            new KeyShape("rk-key", "rk-", Chars::isWord, 16, ANY),
            new KeyShape("aws-key", "AKIA", Chars::isUpperAlnum, 16, 16),
            new KeyShape("aws-key", "ASIA", Chars::isUpperAlnum, 16, 16),
            new KeyShape("aws-key", "ABIA", Chars::isUpperAlnum, 16, 16),
            new KeyShape("gcp-key", "AIza", Chars::isWord, 30, 45),
            new KeyShape("gcp-token", "ya29.", Chars::isWord, 20, ANY),
            new KeyShape("gcp-client-secret", "GOCSPX-", Chars::isWord, 28, 28),
            new KeyShape("github-token", "ghp_", Chars::isAlnum, 16, 255),
            new KeyShape("github-token", "gho_", Chars::isAlnum, 16, 255),
            new KeyShape("github-token", "ghu_", Chars::isAlnum, 16, 255),
            new KeyShape("github-token", "ghs_", Chars::isAlnum, 16, 255),
            new KeyShape("github-token", "ghr_", Chars::isAlnum, 16, 255),
            new KeyShape("github-token", "github_pat_", Chars::isWord, 36, 255),
            new KeyShape("gitlab-token", "glpat-", Chars::isWord, 20, ANY),
            new KeyShape("gitlab-token", "gldt-", Chars::isWord, 20, ANY),
            new KeyShape("gitlab-token", "glrt-", Chars::isWord, 20, ANY),
            new KeyShape("gitlab-token", "glptt-", Chars::isHex, 40, 40),
            new KeyShape("slack-token", "xoxb-", Chars::isWord, 16, 255),
            new KeyShape("slack-token", "xoxp-", Chars::isWord, 16, 255),
            new KeyShape("slack-token", "xoxa-", Chars::isWord, 16, 255),
            new KeyShape("slack-token", "xoxe-", Chars::isWord, 16, 255),
            new KeyShape("slack-token", "xoxr-", Chars::isWord, 16, 255),
            new KeyShape("slack-token", "xoxs-", Chars::isWord, 16, 255),
            new KeyShape("slack-token", "xapp-", Chars::isWord, 16, 255),
            new KeyShape("stripe-key", "sk_live_", Chars::isAlnum, 10, 255),
            new KeyShape("stripe-key", "sk_test_", Chars::isAlnum, 10, 255),
            new KeyShape("stripe-key", "rk_live_", Chars::isAlnum, 10, 255),
            new KeyShape("stripe-key", "rk_test_", Chars::isAlnum, 10, 255),
            new KeyShape("stripe-key", "pk_live_", Chars::isAlnum, 10, 255),
            new KeyShape("stripe-key", "pk_test_", Chars::isAlnum, 10, 255),
            new KeyShape("stripe-key", "whsec_", Chars::isAlnum, 24, 255),
            new KeyShape("aliyun-key", "LTAI", Chars::isAlnum, 12, 30),
            new KeyShape("tencent-key", "AKID", Chars::isAlnum, 32, 36),
            new KeyShape("volcengine-key", "AKLT", Chars::isWord, 32, 60),
            new KeyShape("baidu-key", "ALTAK", Chars::isAlnum, 20, 22),
            new KeyShape("huggingface-token", "hf_", Chars::isAlnum, 16, ANY),
            new KeyShape("npm-token", "npm_", Chars::isAlnum, 16, ANY),
            new KeyShape("pypi-token", "pypi-AgE", Chars::isWord, 50, ANY),
            new KeyShape("digitalocean-token", "dop_v1_", Chars::isAlnum, 16, ANY),
            new KeyShape("groq-key", "gsk_", Chars::isAlnum, 40, 60),
            new KeyShape("xai-key", "xai-", Chars::isAlnum, 60, 100),
            new KeyShape("replicate-token", "r8_", Chars::isAlnum, 37, 40),
            new KeyShape("perplexity-key", "pplx-", Chars::isAlnum, 40, 60),
            new KeyShape("databricks-token", "dapi", Chars::isHex, 32, 32),
            new KeyShape("docker-token", "dckr_pat_", Chars::isWord, 20, 40),
            new KeyShape("shopify-token", "shpat_", Chars::isHex, 32, 32));

    private final KeyShape[][] byFirst;

    KnownKeys() {
        List<List<KeyShape>> lists = new ArrayList<>();
        for (int i = 0; i < ASCII; i++) {
            lists.add(new ArrayList<>());
        }
        SHAPES.forEach(s -> lists.get(s.prefix().charAt(0)).add(s));
        byFirst = lists.stream()
                .map(list -> list.stream()
                        .sorted(Comparator.comparingInt(
                                (KeyShape s) -> -s.prefix().length()))
                        .toArray(KeyShape[]::new))
                .toArray(KeyShape[][]::new);
    }

    @Override
    public void scan(String text, Finds finds) {
        int at = 0;
        while (at < text.length()) {
            at = Math.max(at + 1, at(text, at, finds));
        }
    }

    private int at(String text, int at, Finds finds) {
        char c = text.charAt(at);
        if (c >= ASCII || byFirst[c].length == 0 || Chars.alnumBefore(text, at)) {
            return at;
        }
        for (KeyShape shape : byFirst[c]) {
            int end = shape.end(text, at);
            if (end > 0) {
                finds.add(shape.kind(), at, end);
                return end;
            }
        }
        return at;
    }
}
