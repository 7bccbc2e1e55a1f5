package dev.bluegreen.fabric8.proof;

import dev.bluegreen.testkit.FakeAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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

    static final Asked NOTHING = new Asked(0, 0, Set.of());

    /** Asks so often, each time over a connection or from a port of its own. */
    static Asked at(FakeAddress address, int times) {
        Tally tally = new Tally();
        if (address.protocol().equals("UDP")) {
            overUdp(address.socket(), times, tally);
        } else {
            IntStream.range(0, times).forEach(i -> overTcp(address.socket(), tally));
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

    private static void overUdp(InetSocketAddress to, int times, Tally tally) {
        List<Optional<String>> answers = Datagrams.answers(to, times);
        answers.stream()
                .flatMap(Optional::stream)
                .forEach(answer -> tally.count(answer, !answer.contains("\"error\"")));
        tally.failed +=
                Math.toIntExact(answers.stream().filter(Optional::isEmpty).count());
    }

    private static final class Tally {

        private final Set<String> pods = new TreeSet<>();
        private int well;
        private int failed;

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
