package dev.bluegreen.fabric8.proof;

import dev.bluegreen.testkit.FakeAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What clients got from one address of a Service.
 *
 * @param well how many requests were answered well
 * @param failed how many were not, or not at all
 * @param pods who answered, well or not
 */
record Asked(int well, int failed, Set<String> pods) {

    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern POD = Pattern.compile("\"pod\":\"([^\"]+)\"");
    private static final int PATIENCE_MILLIS = 500;
    private static final int TRIES = 3;
    private static final int MOST_SILENT = 2;

    /** Asks so often, each time over a connection or from a port of its own. */
    static Asked at(FakeAddress address, int times) {
        Tally tally = new Tally();
        for (int i = 0; i < times && tally.silent < MOST_SILENT; i++) {
            if (address.protocol().equals("UDP")) {
                overUdp(address.socket(), tally);
            } else {
                overTcp(address.socket(), tally);
            }
        }
        return new Asked(tally.well, tally.failed, tally.pods);
    }

    boolean isAnswered() {
        return well > 0;
    }

    private static void overTcp(InetSocketAddress to, Tally tally) {
        try (Socket socket = new Socket(to.getAddress(), to.getPort())) {
            socket.getOutputStream().write(REQUEST);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            tally.count(answer, answer.startsWith("HTTP/1.1 200 "));
        } catch (IOException e) {
            tally.failed++;
        }
    }

    /** Asks again before it takes a port for silent: datagrams get lost. */
    private static void overUdp(InetSocketAddress to, Tally tally) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(to);
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (int i = 0; i < TRIES; i++) {
                socket.send(new DatagramPacket(new byte[] {1}, 1));
                String answer = received(socket);
                if (!answer.isEmpty()) {
                    tally.count(answer, !answer.contains("\"error\""));
                    return;
                }
            }
            tally.silent++;
            tally.failed++;
        } catch (PortUnreachableException e) {
            tally.failed++;
        } catch (IOException e) {
            throw new IllegalStateException("UDP to " + to, e);
        }
    }

    private static String received(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        try {
            socket.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    private static final class Tally {

        private final Set<String> pods = new TreeSet<>();
        private int well;
        private int failed;
        private int silent;

        void count(String answer, boolean isWell) {
            Matcher pod = POD.matcher(answer);
            if (pod.find()) {
                pods.add(pod.group(1));
            }
            if (isWell) {
                well++;
            } else {
                failed++;
            }
        }
    }

    @Override
    public String toString() {
        return well + " answered, " + failed + " failed, by " + pods;
    }
}
