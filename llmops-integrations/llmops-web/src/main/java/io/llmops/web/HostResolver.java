package io.llmops.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
interface HostResolver {

    /** The system's. */
    HostResolver SYSTEM = InetAddress::getAllByName;

    /** At least one address. */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
