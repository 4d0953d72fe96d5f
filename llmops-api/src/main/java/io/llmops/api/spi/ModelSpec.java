package io.llmops.api.spi;

import static java.util.Objects.requireNonNull;

import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which model a provider shall make, and with what. Settings given by hand win over environment variables. Immutable.
 */
public final class ModelSpec {

    /** Default of {@link #timeout()}: one minute. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private final ModelRef ref;
    private final @Nullable Secret apiKey;
    private final @Nullable String baseUrl;
    private final Duration timeout;
    private final Map<String, String> settings;
    private final Function<String, @Nullable String> environment;

    private ModelSpec(Builder b) {
        this.ref = b.ref;
        this.apiKey = b.apiKey;
        this.baseUrl = b.baseUrl;
        this.timeout = b.timeout;
        this.settings = b.settings;
        this.environment = b.environment;
    }

    /** A builder for a model. */
    public static Builder builder(ModelRef ref) {
        return new Builder(ref);
    }

    /** The model. */
    public ModelRef ref() {
        return ref;
    }

    /** The key given by hand, else the value of the environment variable, if either is there. */
    public Optional<Secret> apiKey(String variable) {
        return apiKey != null ? Optional.of(apiKey) : variable(variable).map(Secret::of);
    }

    /** The base URL given by hand, else the value of the environment variable, if either is there. */
    public Optional<String> baseUrl(String variable) {
        return baseUrl != null ? Optional.of(baseUrl) : variable(variable);
    }

    /** Time for one attempt. */
    public Duration timeout() {
        return timeout;
    }

    /** Settings of the provider's own, by name. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The value of an environment variable, if it is set and not blank. */
    public Optional<String> variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    @Override
    public String toString() {
        return "ModelSpec[" + ref + "]";
    }

    /** Builds a {@link ModelSpec}. Not thread-safe. */
    public static final class Builder {
        private final ModelRef ref;
        private @Nullable Secret apiKey;
        private @Nullable String baseUrl;
        private Duration timeout = DEFAULT_TIMEOUT;
        private Map<String, String> settings = Map.of();
        private Function<String, @Nullable String> environment = System::getenv;

        private Builder(ModelRef ref) {
            this.ref = requireNonNull(ref, "ref");
        }

        /** The key, in place of an environment variable. */
        public Builder apiKey(@Nullable Secret apiKey) {
            this.apiKey = apiKey;
            return this;
        }

        /** The base URL, in place of an environment variable. */
        public Builder baseUrl(@Nullable String baseUrl) {
            this.baseUrl = baseUrl;
            return this;
        }

        /**
         * Time for one attempt; one minute by default.
         *
         * @throws IllegalArgumentException if {@code timeout} is not positive
         */
        public Builder timeout(Duration timeout) {
            if (requireNonNull(timeout, "timeout").isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("timeout must be positive, but is " + timeout);
            }
            this.timeout = timeout;
            return this;
        }

        /** Settings of the provider's own, in place of those that were set before. */
        public Builder settings(Map<String, String> settings) {
            this.settings = Map.copyOf(settings);
            return this;
        }

        /** One setting of the provider's own, beside those that are set already; {@code null} takes it away. */
        public Builder setting(String name, @Nullable String value) {
            Map<String, String> changed = new HashMap<>(settings);
            if (value == null) {
                changed.remove(requireNonNull(name, "name"));
            } else {
                changed.put(requireNonNull(name, "name"), value);
            }
            return settings(changed);
        }

        /** Where environment variables are looked up; the process's environment by default. */
        public Builder environment(Function<String, @Nullable String> environment) {
            this.environment = requireNonNull(environment, "environment");
            return this;
        }

        /** The specification. */
        public ModelSpec build() {
            return new ModelSpec(this);
        }
    }
}
