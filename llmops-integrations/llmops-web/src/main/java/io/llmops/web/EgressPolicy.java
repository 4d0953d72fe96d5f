package io.llmops.web;

import io.llmops.api.exception.EgressException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * What may be connected to. As the HTTP client's resolver it hands over the very addresses that it has checked, so that no
 * second look-up can give others.
 */
final class EgressPolicy implements DnsResolver {

    private final Set<String> schemes;
    private final Set<Integer> ports;
    private final Set<String> origins;
    private final HostResolver hosts;

    /** @param origins as {@link WebUrl#origin} makes them; neither scheme, port nor address of these is checked */
    EgressPolicy(Set<String> schemes, Set<Integer> ports, Set<String> origins, HostResolver hosts) {
        this.schemes = Set.copyOf(schemes);
        this.ports = Set.copyOf(ports);
        this.origins = Set.copyOf(origins);
        this.hosts = hosts;
    }

    /** What can be said without looking the host up. */
    void check(URI normal) {
        if (origins.contains(WebUrl.origin(normal))) {
            return;
        }
        if (!schemes.contains(normal.getScheme())) {
            throw WebUrl.refused(
                    normal.toString(),
                    "its scheme is not one of " + schemes.stream().sorted().toList());
        }
        if (!ports.contains(WebUrl.effectivePort(normal))) {
            throw WebUrl.refused(
                    normal.toString(),
                    "its port is not one of " + ports.stream().sorted().toList());
        }
    }

    /** One address that is not public refuses them all: which of them is taken would be a matter of chance. */
    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        InetAddress[] addresses = hosts.resolve(host);
        if (!isAllowed(host, port)) {
            for (InetAddress address : addresses) {
                if (!PublicAddresses.contain(address)) {
                    throw new EgressException("The host " + host + " is refused: " + address.getHostAddress()
                            + " is not an address of the public internet; where it is meant, allow its origin");
                }
            }
        }
        return Arrays.stream(addresses)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private boolean isAllowed(String host, int port) {
        String written = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return origins.contains("http://" + written + ":" + port)
                || origins.contains("https://" + written + ":" + port);
    }

    /** Not used by the client's connections, which ask with the port. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new UnknownHostException(host + " is looked up with its port only");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
