package io.llmops.web;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others by IANA's registries of special-purpose addresses (RFC 6890 and
 * its successors; IPv4 and IPv6). The JDK's own predicates miss unique local addresses, carrier-grade NAT, benchmarks and
 * every address that carries another one inside.
 */
final class PublicAddresses {

    private static final List<AddressBlock> NOT_IN_IPV4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(AddressBlock::of)
            .toList();

    /** All that is given out for global unicast; what lies outside is local, mapped, translated or not given out. */
    private static final AddressBlock IN_IPV6 = AddressBlock.of("2000::/3");

    private static final List<AddressBlock> NOT_IN_IPV6 = Stream.of(
                    "2001::/23", // protocols, with Teredo, which carries an IPv4 address
                    "2001:db8::/32",
                    "2002::/16", // 6to4, which carries an IPv4 address
                    "3fff::/20")
            .map(AddressBlock::of)
            .toList();

    private PublicAddresses() {}

    /** The JDK turns IPv4 addresses that are mapped into IPv6 into IPv4 before they come here. */
    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? NOT_IN_IPV4.stream().noneMatch(block -> block.holds(bytes))
                : IN_IPV6.holds(bytes) && NOT_IN_IPV6.stream().noneMatch(block -> block.holds(bytes));
    }
}
