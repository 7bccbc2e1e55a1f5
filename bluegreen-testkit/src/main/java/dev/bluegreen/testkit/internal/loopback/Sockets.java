package dev.bluegreen.testkit.internal.loopback;

import java.io.IOException;
import java.net.Socket;

/** The two ways to end a connection: politely, and as a dead host would. */
public final class Sockets {

    private Sockets() {}

    /** Ends with FIN: the peer reads to the end of what was sent. */
    public static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nobody is left to tell: the peer sees the end of the connection either way.
        }
    }

    /** Ends with RST: what was not read yet is lost, and the peer's next read or write fails. */
    public static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Already closed, which is as dead as it can be.
        }
        close(socket);
    }
}
