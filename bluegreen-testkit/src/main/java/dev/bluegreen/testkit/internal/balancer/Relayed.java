package dev.bluegreen.testkit.internal.balancer;

import java.util.Arrays;

/** An answer as it goes to the client. */
final class Relayed {

    private final byte[] bytes;
    private final boolean keepAlive;

    Relayed(byte[] bytes, boolean keepAlive) {
        this.bytes = Arrays.copyOf(bytes, bytes.length);
        this.keepAlive = keepAlive;
    }

    byte[] bytes() {
        return bytes;
    }

    /** True if the connection can carry another request after it. */
    boolean keepAlive() {
        return keepAlive;
    }
}
