package io.llmops.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses that begin with the same bits, as {@code 10.0.0.0/8} says it. */
final class AddressBlock {

    private final byte[] network;
    private final int bits;

    private AddressBlock(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    static AddressBlock of(String cidr) {
        int slash = cidr.indexOf('/');
        try {
            // Only literals come here, so that no name is looked up.
            byte[] network = InetAddress.getAllByName(cidr.substring(0, slash))[0].getAddress();
            return new AddressBlock(network, Integer.parseInt(cidr.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address block: " + cidr, e);
        }
    }

    boolean holds(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((address[bit >> 3] & mask) != (network[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
