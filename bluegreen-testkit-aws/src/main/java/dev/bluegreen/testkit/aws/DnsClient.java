package dev.bluegreen.testkit.aws;

/** A client that resolves names as an honest one does: it keeps an answer for its TTL, and asks again after that. */
@FunctionalInterface
public interface DnsClient {

    /**
     * The IP address of a name.
     *
     * @throws java.util.NoSuchElementException if the server knows none
     */
    String address(String name);
}
