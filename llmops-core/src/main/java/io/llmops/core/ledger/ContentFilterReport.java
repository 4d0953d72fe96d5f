package io.llmops.core.ledger;

import io.llmops.core.text.TextTable;
import java.util.List;

/**
 * Calls that a provider's content filter refused or cut, and the documents that were in their prompts. A document that is
 * in every prompt is in every refused one, too: so each has both counts, and they are sorted by how much the refused
 * ones say about it.
 *
 * @param refused calls that the filter refused or cut, of all calls
 * @param documents documents with a passage in a refused prompt, sorted by the lower end of the 95 % Wilson interval of
 *     their rate of refusal, the highest first
 * @param dropped records of that time that were lost on their way to the ledger
 */
public record ContentFilterReport(Share refused, List<DocumentRefusals> documents, long dropped) {

    /**
     * How calls with a passage of one document fared.
     *
     * @param document the document's id in its source
     * @param refused calls that the filter refused or cut, of the calls with a passage of it
     */
    public record DocumentRefusals(String document, Share refused) {}

    /** Copies the list. */
    public ContentFilterReport {
        documents = List.copyOf(documents);
    }

    /** A table for people. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("refused by the provider's content filter: " + refused + "\n");
        if (!documents.isEmpty()) {
            TextTable table = new TextTable(List.of("document", "refused", "calls with it"), 1);
            documents.forEach(d -> table.row(List.of(
                    d.document(),
                    Words.count(d.refused().part()),
                    Words.count(d.refused().of()))));
            out.append(table);
        }
        return dropped == 0 ? out.toString() : out + "lost: " + Words.lost(dropped) + "\n";
    }
}
