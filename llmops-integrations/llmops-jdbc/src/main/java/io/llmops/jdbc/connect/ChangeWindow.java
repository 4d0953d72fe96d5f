package io.llmops.jdbc.connect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that are looked at again next time: the last ones in order, so that a row which comes to light late among them,
 * because its transaction ended late or the clock of its column is coarse, is not passed over. Used for one batch.
 */
final class ChangeWindow {

    private final ChangePosition before;
    private final List<String> columns;
    private final int size;
    private final Deque<Look> looks = new ArrayDeque<>();
    /** Of those handed over before that were not met yet in this look. */
    private final Map<String, String> unmet;

    private record Look(List<String> place, String id, String row) {}

    /**
     * @param columns of the order, as the database spells them
     * @param size of the window, in rows
     */
    ChangeWindow(ChangePosition before, List<String> columns, int size) {
        this.before = before;
        this.columns = columns;
        this.size = size;
        this.unmet = new LinkedHashMap<>(before.seen());
    }

    /** Takes note of a row, and says whether it was handed over already as it is. */
    boolean isKnown(RowLayout.Row row, RowDocument document) {
        List<String> place = columns.stream()
                .map(column -> OrderValue.write(row.value(column), column))
                .toList();
        String id = Fingerprint.brief(document.id());
        String says = Fingerprint.brief((row.isDeleted() ? "-" : "+") + document.version());
        looks.addLast(new Look(place, id, says));
        if (looks.size() > size) {
            looks.removeFirst();
        }
        return says.equals(unmet.remove(id));
    }

    /**
     * Where to go on.
     *
     * @param caughtUp whether there was nothing further; what was not met has gone then
     */
    ChangePosition after(boolean caughtUp) {
        Map<String, String> seen = new LinkedHashMap<>();
        if (!caughtUp) {
            unmet.entrySet().stream()
                    .skip(Math.max(0, unmet.size() - size))
                    .forEach(entry -> seen.put(entry.getKey(), entry.getValue()));
        }
        looks.forEach(look -> seen.put(look.id(), look.row()));
        return new ChangePosition(
                before.columns(),
                looks.isEmpty() ? before.from() : looks.getFirst().place(),
                seen);
    }
}
