package io.llmops.core.ledger;

import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;

/**
 * Tokens of a group of calls. Where some calls have unknown usage, the sums are lower bounds.
 *
 * @param usage the sum over all calls; its quality is that of the worst
 * @param calls how many calls were summed
 * @param unknown how many of them have a part that is not known
 * @param estimated how many of the others have a part that was estimated by us
 */
public record TokenReport(Usage usage, long calls, long unknown, long estimated) {

    /** Tokens of one class. */
    public long of(TokenClass tokenClass) {
        return usage.tokens(tokenClass);
    }

    /** Tokens in and out, by class where a class was used, and for how many calls they are estimated or not known. */
    @Override
    public String toString() {
        if (calls > 0 && unknown == calls && usage.total() == 0) {
            return "unknown (" + unknown + " of " + calls + " calls)";
        }
        String sums = Words.count(usage.input()) + " in" + part("cache read", of(TokenClass.CACHE_READ))
                + part("cache write", of(TokenClass.CACHE_WRITE)) + ", " + Words.count(usage.output()) + " out"
                + part("reasoning", of(TokenClass.REASONING));
        return sums + Words.estimatedFor(estimated, calls) + Words.unknownFor(unknown, calls);
    }

    /** Input alone, for a table: {@code ~} marks an estimate. */
    String input() {
        return cell(usage.input());
    }

    /** Output alone, for a table. */
    String output() {
        return cell(usage.output());
    }

    private String cell(long tokens) {
        String shown = (estimated > 0 ? "~" : "") + Words.count(tokens);
        if (unknown == 0) {
            return shown;
        }
        return tokens == 0 ? "unknown" : shown + " + unknown";
    }

    private static String part(String name, long tokens) {
        return tokens == 0 ? "" : " (" + Words.count(tokens) + " " + name + ")";
    }
}
