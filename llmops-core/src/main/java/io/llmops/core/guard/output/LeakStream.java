package io.llmops.core.guard.output;

import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.GuardStream;
import java.util.List;

/** Holds back as many words of an answer as must not be repeated, so that not one of a run that is refused was shown. */
final class LeakStream implements GuardStream {

    private final Overlap overlap;
    private final GuardContext context;
    private final int words;
    private final StringBuilder held = new StringBuilder();

    LeakStream(Overlap overlap, GuardContext context, int words) {
        this.overlap = overlap;
        this.context = context;
        this.words = words;
    }

    @Override
    public String push(String piece) {
        held.append(piece);
        List<Overlap.Token> tokens = judged();
        int open = overlap.open(tokens);
        return open >= tokens.size() ? "" : release(tokens.get(open).start());
    }

    @Override
    public String finish() {
        judged();
        return release(held.length());
    }

    private List<Overlap.Token> judged() {
        List<Overlap.Token> tokens = Overlap.tokens(held.toString());
        if (overlap.find(tokens) >= 0) {
            throw context.refusal(words + " " + LeakRule.REASON);
        }
        return tokens;
    }

    private String release(int to) {
        String shown = held.substring(0, to);
        held.delete(0, to);
        return shown;
    }
}
