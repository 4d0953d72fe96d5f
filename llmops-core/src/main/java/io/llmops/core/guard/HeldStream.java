package io.llmops.core.guard;

/** Holds every piece until the answer is complete and was judged as a whole. */
final class HeldStream implements GuardStream {

    private final Guard guard;
    private final GuardContext context;
    private final StringBuilder held = new StringBuilder();

    HeldStream(Guard guard, GuardContext context) {
        this.guard = guard;
        this.context = context;
    }

    @Override
    public String push(String piece) {
        held.append(piece);
        return "";
    }

    @Override
    public String finish() {
        String text = held.toString();
        held.setLength(0);
        Verdict verdict = guard.check(text, context);
        if (verdict.refused()) {
            throw context.refusal(verdict.reason());
        }
        return verdict.rewritten().orElse(text);
    }
}
