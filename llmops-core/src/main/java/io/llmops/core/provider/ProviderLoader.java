package io.llmops.core.provider;

import io.llmops.api.spi.Provider;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks a {@link ServiceLoader} so that what breaks in one jar stays in that jar. */
final class ProviderLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderLoader.class);
    /** A service file that fails for ever must not hang the host. */
    private static final int MAX_FAILURES = 1_000;

    private ProviderLoader() {}

    /** Providers by name; more than one under a name where jars clash. */
    static <P extends Provider> Map<String, List<? extends Provider>> load(Class<P> kind, ClassLoader loader) {
        Map<String, List<P>> byName = new LinkedHashMap<>();
        Iterator<ServiceLoader.Provider<P>> candidates =
                ServiceLoader.load(kind, loader).stream().iterator();
        int failures = 0;
        while (failures < MAX_FAILURES) {
            String what = kind.getSimpleName();
            try {
                if (!candidates.hasNext()) {
                    break;
                }
                ServiceLoader.Provider<P> candidate = candidates.next();
                what = candidate.type().getName() + " of " + origin(candidate.type());
                P provider = candidate.get();
                byName.computeIfAbsent(provider.name(), n -> new ArrayList<>()).add(provider);
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failures++;
                LOG.warn("Left out a {}: {} ({})", kind.getSimpleName(), what, reason(e));
            }
        }
        byName.forEach((name, same) -> {
            if (same.size() > 1) {
                LOG.warn("{} '{}' was found {} times: {}", kind.getSimpleName(), name, same.size(), origins(same));
            }
        });
        return new LinkedHashMap<>(byName);
    }

    /** The jar or directory that an object's class comes from. */
    static String origin(Object provider) {
        return origin(provider.getClass());
    }

    private static String origin(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .map(Object::toString)
                .orElse(type.getName());
    }

    private static List<String> origins(List<? extends Provider> providers) {
        return providers.stream().map(ProviderLoader::origin).toList();
    }

    private static String reason(Throwable e) {
        Throwable cause = e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
