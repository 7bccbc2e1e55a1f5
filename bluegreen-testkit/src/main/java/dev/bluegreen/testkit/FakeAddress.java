package dev.bluegreen.testkit;

import java.net.InetSocketAddress;

/**
 * One address of a Service, and its socket on loopback.
 *
 * @param port the port in the Service's spec
 * @param protocol {@code TCP}, where pods answer HTTP, or {@code UDP}, where they answer each datagram with one that says the
 *     same as the body of an HTTP answer
 * @param family {@code IPv4} or {@code IPv6}, as in {@code ipFamilies}
 * @param socket on {@code 127.0.0.1}, or on {@code ::1} for IPv6
 */
public record FakeAddress(int port, String protocol, String family, InetSocketAddress socket) {}
