package io.llmops.eval.sidebyside;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.LlmOps;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.model.ModelRef;
import io.llmops.core.context.CallScope;
import io.llmops.core.ledger.CallIds;
import io.llmops.eval.internal.FailureName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the models of a plan, each behind the gateway under the plan's scenario. Thread-safe. */
final class CellRunner {

    private final LlmOps ops;
    private final String scenario;
    private final Plan plan;
    private final CallScope scope = CallScope.current();
    private final Map<ModelRef, ChatModel> models = new HashMap<>();

    /** Makes every model at once, so that a wrong name or a missing key is told before the first call. */
    CellRunner(LlmOps ops, String scenario, Plan plan) {
        this.ops = ops;
        this.scenario = scenario;
        this.plan = plan;
        plan.columns().forEach(column -> models.computeIfAbsent(column.model(), this::model));
    }

    private ChatModel model(ModelRef model) {
        return ops.scenario(scenario).model(model.toString()).build().chatModel();
    }

    /** Calls for one cell; what the call throws becomes the cell's error. */
    Cell run(PlannedCell cell) {
        CellFrame frame = new CellFrame(
                scenario,
                String.join(", ", cell.row().input().values()),
                plan.version().id(),
                CallIds.at(ops.clock().instant()));
        ChatModel model = requireNonNull(models.get(cell.column().model()));
        try {
            ChatResponse response = scope.in(frame).call(() -> model.chat(plan.request(cell)));
            String text = response.aiMessage().text();
            return cell(cell, text == null ? "" : text, null, frame);
        } catch (Exception e) {
            return cell(cell, "", frame.record().flatMap(CallRecord::error).orElseGet(() -> FailureName.of(e)), frame);
        }
    }

    private static Cell cell(PlannedCell cell, String text, @Nullable String error, CellFrame frame) {
        CallFacts facts = frame.record().map(CallFacts::of).orElse(CallFacts.NONE);
        return new Cell(cell.row().id(), cell.column(), cell.repeat(), text, error, facts);
    }
}
