package io.llmops.core.guard.pii;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

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

    /** Kinds that are known by what stands before them. */
    private static final Set<String> CALLED = Set.of("password", "url-password");

    private Secrets() {}

    /** What was found, from left to right; none overlap. Full-width letters and digits count as plain ones. */
    public static List<Found> find(CharSequence text) {
        String plain = Narrow.of(requireNonNull(text, "text"));
        Finds finds = new Finds();
        scan(plain, finds);
        return finds.toList();
    }

    /** The text with {@code [key]} in place of keys and tokens of known forms; what is only called a secret stays. */
    public static String redactKeys(String text) {
        List<Found> keys =
                find(text).stream().filter(f -> !CALLED.contains(f.kind())).toList();
        return Replacement.apply(text, keys, (whole, found) -> "[key]");
    }

    static void scan(String plain, Finds finds) {
        SCANNERS.forEach(s -> s.scan(plain, finds));
    }
}
