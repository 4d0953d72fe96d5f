package io.llmops.core.guard.pii;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Finds keys, tokens and passwords in a text by their known forms: those of OpenAI, Anthropic, AWS, Google, GitHub, GitLab,
 * Slack, Stripe, Aliyun, Tencent and others, JSON web tokens, private keys in PEM, passwords in URLs, bearer tokens, and
 * what is called a password or a key, in English or Chinese. A key without a form of its own, and without its name beside
 * it, is not found.
 *
 * <p>No regular expressions: the cost is linear in the text whatever the text is. Stateless.
 */
public final class Secrets {

    private static final List<Scanner> SCANNERS =
            List.of(new PrivateKeys(), new WebTokens(), new KnownKeys(), new UrlPasswords(), new NamedSecrets());

    private Secrets() {}

    /** What was found, from left to right; none overlap. Full-width letters and digits count as plain ones. */
    public static List<Found> find(CharSequence text) {
        String plain = Narrow.of(requireNonNull(text, "text"));
        Finds finds = new Finds();
        scan(plain, finds);
        return finds.toList();
    }

    /** The text with something else in place of each secret. */
    public static String replace(String text, String by) {
        return Replacement.apply(text, find(text), (whole, found) -> by);
    }

    static void scan(String plain, Finds finds) {
        SCANNERS.forEach(s -> s.scan(plain, finds));
    }
}
