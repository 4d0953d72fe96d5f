package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.core.endpoint.Sneaky;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private final Delivery delivery = new Delivery();
    private final List<String> ran = new ArrayList<>();

    @Test
    void should_go_on_after_an_event_that_throws_whatever_it_throws() {
        delivery.add(() -> {
            throw Sneaky.raise(new IOException("checked"));
        });
        delivery.add(() -> {
            throw Sneaky.raise(new AssertionError("error"));
        });
        delivery.add(() -> ran.add("next"));
        delivery.run();
        delivery.add(() -> ran.add("later"));
        delivery.run();

        assertThat(ran).containsExactly("next", "later");
        assertThat(delivery.isBusy()).isFalse();
    }
}
