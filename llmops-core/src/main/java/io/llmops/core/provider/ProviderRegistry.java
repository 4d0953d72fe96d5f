package io.llmops.core.provider;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.spi.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers that are there, by kind and name. Those given by hand come first and win over found ones of the same
 * name; found ones are loaded on first use of their kind, each in isolation: a broken one is left out with one warning,
 * and the rest load. Two found ones of one name are an error when that name is asked for. Thread-safe.
 */
public final class ProviderRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderRegistry.class);

    private final List<Provider> byHand;
    private final Optional<ClassLoader> loader;
    private final Map<Class<?>, Map<String, List<? extends Provider>>> found = new ConcurrentHashMap<>();
    private final Map<Class<?>, List<Provider>> all = new ConcurrentHashMap<>();
    private final AtomicBoolean failed = new AtomicBoolean();

    private ProviderRegistry(List<Provider> byHand, Optional<ClassLoader> loader) {
        this.byHand = List.copyOf(byHand);
        this.loader = loader;
    }

    /** Providers given by hand, and those that the class loader finds. */
    public static ProviderRegistry of(List<Provider> byHand, ClassLoader loader) {
        return new ProviderRegistry(byHand, Optional.of(loader));
    }

    /** Providers given by hand, and those that the thread's class loader finds. */
    public static ProviderRegistry discovered(List<Provider> byHand) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return of(byHand, context != null ? context : ProviderRegistry.class.getClassLoader());
    }

    /** Only providers given by hand: nothing is looked for. */
    public static ProviderRegistry of(List<Provider> byHand) {
        return new ProviderRegistry(byHand, Optional.empty());
    }

    /**
     * The provider of that kind and name.
     *
     * @throws NotFoundException if there is none; the message lists those that there are
     * @throws ConfigurationException if two were found; the message names both jars
     */
    public <P extends Provider> P get(Class<P> kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new NotFoundException("no " + words(kind) + " named '" + name + "'; there "
                        + (names(kind).isEmpty() ? "are none on the class path" : "are " + names(kind))));
    }

    /**
     * The provider of that kind and name, if there is one.
     *
     * @throws ConfigurationException if two were found; the message names both jars
     */
    public <P extends Provider> Optional<P> find(Class<P> kind, String name) {
        for (Provider p : byHand) {
            if (kind.isInstance(p) && p.name().equals(name)) {
                return Optional.of(kind.cast(p));
            }
        }
        List<? extends Provider> same = found(kind).getOrDefault(name, List.of());
        if (same.size() > 1) {
            throw new ConfigurationException("two " + words(kind) + "s are named '" + name + "': "
                    + ProviderLoader.origin(same.get(0)) + " and " + ProviderLoader.origin(same.get(1))
                    + "; take one off the class path or give one by hand");
        }
        return same.stream().findFirst().map(kind::cast);
    }

    /** Every provider of that kind, given ones first, then found ones by name; names that were found twice are left out. */
    @SuppressWarnings("unchecked") // the lists are kept by the kind of what they hold
    public <P extends Provider> List<P> all(Class<P> kind) {
        List<Provider> known = all.get(kind); // each answer of a model asks for them
        if (known == null) {
            known = List.copyOf(gather(kind));
            all.put(kind, known);
        }
        return (List<P>) known;
    }

    /**
     * The first answer that a provider of that kind has, in the order of {@link #all}. One that throws, be it over what is
     * another provider's, has none: it must not cost the caller a call. The first such failure is logged.
     */
    <P extends Provider, R> Optional<R> first(Class<P> kind, Function<P, Optional<R>> question) {
        for (P provider : all(kind)) {
            try {
                Optional<R> answer = question.apply(provider);
                if (answer.isPresent()) {
                    return answer;
                }
            } catch (RuntimeException | LinkageError e) {
                if (!failed.getAndSet(true)) {
                    LOG.warn(
                            "Provider '{}' failed over a call and was passed over, which is said once: {}",
                            provider.name(),
                            e.getClass().getName());
                }
            }
        }
        return Optional.empty();
    }

    private <P extends Provider> List<P> gather(Class<P> kind) {
        List<P> all = new ArrayList<>();
        for (Provider p : byHand) {
            if (kind.isInstance(p)) {
                all.add(kind.cast(p));
            }
        }
        found(kind).forEach((name, same) -> {
            if (same.size() == 1 && all.stream().noneMatch(p -> p.name().equals(name))) {
                all.add(kind.cast(same.get(0)));
            }
        });
        return all;
    }

    /** Names of the providers of that kind, sorted. */
    public List<String> names(Class<? extends Provider> kind) {
        return all(kind).stream().map(Provider::name).sorted().toList();
    }

    private Map<String, List<? extends Provider>> found(Class<? extends Provider> kind) {
        if (loader.isEmpty()) {
            return Map.of();
        }
        return found.computeIfAbsent(kind, k -> new TreeMap<>(ProviderLoader.load(kind, loader.get())));
    }

    /** "ChatModelProvider" as "chat model provider". */
    private static String words(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
    }
}
