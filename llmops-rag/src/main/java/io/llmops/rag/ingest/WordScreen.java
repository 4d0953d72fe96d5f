package io.llmops.rag.ingest;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.Host;
import io.llmops.core.guard.ScreenedText;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.ledger.CallIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks for sensitive words in documents as they are taken in, and leaves a record of those in which it finds some. */
final class WordScreen {

    /** Finds nothing. */
    static final WordScreen NONE = new WordScreen(SensitiveWords.builder().build(), RefusedDocument.QUARANTINE);

    private final SensitiveWords words;
    private final RefusedDocument refused;

    WordScreen(SensitiveWords words, RefusedDocument refused) {
        this.words = words;
        this.refused = refused;
    }

    /** For the parts of one document, in order. */
    Screening of(String document) {
        return new Screening(document);
    }

    /** What is found in one document. */
    final class Screening {
        private final WordMatch.Origin origin;
        private final List<WordMatch> matches = new ArrayList<>();
        private boolean refusal;
        private int offset;

        private Screening(String document) {
            this.origin = new WordMatch.Origin(document, null);
        }

        /** A part as it may be indexed; what is to be refused stays as it is, since the document is kept apart. */
        String part(String text) {
            ScreenedText screened = words.screen(text);
            for (SensitiveWords.Match m : screened.matches()) {
                matches.add(new WordMatch(
                        m.word(), m.category(), m.severity(), WordMatch.Stage.INGEST, origin, offset + m.start()));
            }
            offset += text.length();
            refusal |= screened.refused();
            return screened.refused() ? text : screened.text();
        }

        /** Leaves a record, if something was found. */
        void record(Host host, String knowledge) {
            if (!matches.isEmpty()) {
                Instant now = host.clock().instant();
                host.record(CallRecord.builder(CallIds.at(now), now, CallKind.INGEST, knowledge)
                        .wordMatches(matches)
                        .usage(Usage.none())
                        .outcome(refusal ? Outcome.REFUSED_GUARD : Outcome.OK)
                        .build());
            }
        }

        boolean quarantines() {
            return refusal && refused == RefusedDocument.QUARANTINE;
        }

        boolean rejects() {
            return refusal && refused == RefusedDocument.REJECT;
        }
    }
}
