package dev.bluegreen.testkit.internal.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** This machine, as each address family has it. */
public final class Loopback {

    private static final String IPV6 = "IPv6";

    private Loopback() {}

    /** {@code 127.0.0.1}, or {@code ::1} if the family is IPv6. */
    static InetAddress of(String family) {
        try {
            return family.equals(IPV6)
                    ? InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})
                    : InetAddress.getLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException("::1 is not an address here", e);
        }
    }

    /** True if ports can be opened on {@code ::1}. */
    public static boolean hasIpv6() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(of(IPV6), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
