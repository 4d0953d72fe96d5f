package io.llmops.core.endpoint;

import io.llmops.test.ScriptedChatModel;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Routes over endpoints whose models are never called: a test says itself what an endpoint does. */
final class Routes {

    private Routes() {}

    static Endpoint endpoint(String name) {
        return endpoint(name, e -> e);
    }

    static Endpoint endpoint(String name, UnaryOperator<Endpoint.Builder> change) {
        return change.apply(Endpoint.builder(name)
                        .chat(ScriptedChatModel.replying())
                        .model("model-" + name)
                        .owned(true))
                .build();
    }

    static Route route(Time time, UnaryOperator<RoutePolicy.Builder> change, Endpoint... endpoints) {
        return route(time, new SplittableRandom(1), change, endpoints);
    }

    static Route route(
            Time time, RandomGenerator random, UnaryOperator<RoutePolicy.Builder> change, Endpoint... endpoints) {
        return new Route(
                List.of(endpoints),
                change.apply(RoutePolicy.builder()).build(),
                endpoint -> endpoint.weight(),
                time,
                random);
    }

    /** Remembers what it is told. */
    static final class Log implements AttemptListener {
        final List<Try> begun = new CopyOnWriteArrayList<>();
        final List<Try> ended = new CopyOnWriteArrayList<>();
        final List<String> said = new CopyOnWriteArrayList<>();

        @Override
        public void begins(Try attempt) {
            begun.add(attempt);
        }

        @Override
        public void ended(Try attempt, @Nullable Throwable error) {
            ended.add(attempt);
            said.add(attempt.kind() + " " + attempt.endpoint().name() + " "
                    + (error == null ? "ok" : error.getClass().getSimpleName()));
        }
    }
}
