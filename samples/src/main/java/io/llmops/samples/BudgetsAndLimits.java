package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.Subject;
import io.llmops.core.limit.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

/** Money a day for all, tokens a minute for each tenant, and a rate for each user; counted in a file that processes share. */
public final class BudgetsAndLimits {

    private BudgetsAndLimits() {}

    static String run(Path file, ChatModel openAi, String tenant, String question) {
        // snippet: limits
        try (LlmOps ops = LlmOps.builder().store(file).sharedBudgets().build()) {
            ChatModel model = ops.scenario("support")
                    .budget(Budget.perDay(Money.usd("20"))
                            .zone(ZoneId.of("Asia/Shanghai"))
                            .alertAt(0.8))
                    .budget(Budget.tokens(10_000).perMinute().per(Subject.TENANT))
                    .rateLimit(RateLimit.calls(60, Duration.ofMinutes(1)).per(Subject.USER))
                    .wrap(openAi);
            return ops.with(CallContext.tenant(tenant)).call(() -> model.chat(question));
        } catch (BudgetExceededException e) {
            return "Ask again later.";
        }
        // end
    }
}
