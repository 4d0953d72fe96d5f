package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.InternalServerException;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderErrors;
import java.net.URI;
import org.junit.jupiter.api.Test;

class BillingTest {

    private static final ProviderErrors ERRORS = ProviderErrors.of(
            ModelSpec.builder(new ModelRef("acme", "m")).environment(v -> null).build(),
            URI.create("http://127.0.0.1:1/v1"),
            "ACME_KEY",
            "ACME_URL");

    @Test
    void should_take_an_error_status_for_no_work_and_an_error_in_an_answer_for_work_of_unknown_size() {
        InternalServerException refused = new InternalServerException(ERRORS.status(502, "", null, null));
        InternalServerException begun =
                new InternalServerException(ERRORS.inAnswer("{\"error\":{\"code\":502,\"message\":\"down\"}}", null));

        assertThat(Billing.ofFailure(ErrorClass.SERVER, refused)).isEqualTo(Usage.none());
        assertThat(Billing.ofFailure(ErrorClass.SERVER, begun)).isEqualTo(Usage.unknown());
    }
}
