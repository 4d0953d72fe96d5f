package io.llmops.cli.console;

import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.ingest.SyncProgress;
import io.llmops.rag.ingest.SyncReport;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far a sync is: a bar where a person watches, nothing in a log. Used by one thread. */
public final class SyncBar implements Consumer<SyncProgress>, AutoCloseable {

    private static final int WIDTH = 80;

    private final @Nullable ProgressBar bar;

    /** Syncs a knowledge base and shows how far it is. */
    public static SyncReport sync(KnowledgeBase base, Terminal terminal) {
        try (SyncBar bar = new SyncBar(terminal, base.name())) {
            return base.sync(bar);
        }
    }

    private SyncBar(Terminal terminal, String what) {
        this.bar = terminal.interactive()
                ? new ProgressBarBuilder()
                        .setTaskName("  " + what)
                        .setInitialMax(1)
                        .setUnit(" documents", 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setMaxRenderedLength(WIDTH)
                        .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), WIDTH))
                        .build()
                : null;
    }

    @Override
    public void accept(SyncProgress progress) {
        if (bar != null) {
            progress.total().ifPresent(bar::maxHint);
            bar.stepTo(progress.done());
            bar.setExtraMessage(progress.chunks() + " chunks");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
