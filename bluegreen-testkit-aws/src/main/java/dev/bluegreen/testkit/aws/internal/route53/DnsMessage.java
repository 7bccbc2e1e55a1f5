package dev.bluegreen.testkit.aws.internal.route53;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** DNS messages of RFC 1035, as far as a resolver of host names needs them. */
final class DnsMessage {

    private static final int HEADER = 12;
    private static final int CLASS_IN = 1;
    private static final int AUTHORITATIVE_ANSWER = 0x8580;
    private static final int NAME_ERROR = 3;
    private static final int ANY = 255;
    private static final Map<Integer, String> TYPES =
            Map.of(1, "A", 5, "CNAME", 6, "SOA", 16, "TXT", 28, "AAAA", ANY, "ANY");

    private DnsMessage() {}

    /** A query, and its bytes. */
    static final class Question {

        private final int id;
        private final String name;
        private final String type;
        private final byte[] bytes;

        private Question(int id, String name, String type, byte[] bytes) {
            this.id = id;
            this.name = name;
            this.type = type;
            this.bytes = bytes;
        }

        /** Empty when it is too short to be one. */
        static Optional<Question> parse(byte[] message) {
            if (message.length < HEADER + 5) {
                return Optional.empty();
            }
            ByteBuffer in = ByteBuffer.wrap(message);
            int id = in.getShort(0) & 0xffff;
            in.position(HEADER);
            String name = DnsMessage.name(in);
            int number = in.getShort() & 0xffff;
            in.getShort();
            byte[] question = Arrays.copyOfRange(message, HEADER, in.position());
            return Optional.of(new Question(id, name, TYPES.getOrDefault(number, "" + number), question));
        }

        /** In lower case. */
        String name() {
            return name;
        }

        /** Such as {@code A}; the number when it is another. */
        String type() {
            return type;
        }
    }

    /**
     * One record of an answer.
     *
     * @param value an address, a name or a text
     * @param ttl in seconds
     */
    record Answer(String name, String type, long ttl, String value) {}

    static byte[] reply(Question question, List<Answer> answers, boolean exists) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, question.id);
        number(out, AUTHORITATIVE_ANSWER | (exists ? 0 : NAME_ERROR));
        number(out, 1);
        number(out, answers.size());
        number(out, 0);
        number(out, 0);
        out.writeBytes(question.bytes);
        answers.forEach(answer -> write(out, answer));
        return out.toByteArray();
    }

    static byte[] query(int id, String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, id);
        number(out, 0x0100);
        number(out, 1);
        number(out, 0);
        number(out, 0);
        number(out, 0);
        out.writeBytes(encoded(name));
        number(out, 1);
        number(out, CLASS_IN);
        return out.toByteArray();
    }

    static List<Answer> answers(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        int count = in.getShort(6) & 0xffff;
        in.position(HEADER);
        name(in);
        in.position(in.position() + 4);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = DnsMessage.name(in);
            String type = TYPES.getOrDefault(in.getShort() & 0xffff, "?");
            in.getShort();
            long ttl = in.getInt() & 0xffffffffL;
            int length = in.getShort() & 0xffff;
            int end = in.position() + length;
            answers.add(new Answer(name, type, ttl, value(in, type, length)));
            in.position(end);
        }
        return answers;
    }

    private static String value(ByteBuffer in, String type, int length) {
        if (type.equals("CNAME")) {
            return name(in);
        }
        byte[] data = new byte[length];
        in.get(data);
        try {
            return type.equals("A") || type.equals("AAAA")
                    ? InetAddress.getByAddress(data).getHostAddress()
                    : new String(data, 1, length - 1, StandardCharsets.UTF_8);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + length + " bytes", e);
        }
    }

    private static void write(ByteArrayOutputStream out, Answer answer) {
        out.writeBytes(encoded(answer.name()));
        number(
                out,
                TYPES.entrySet().stream()
                        .filter(type -> type.getValue().equals(answer.type()))
                        .findFirst()
                        .map(Map.Entry::getKey)
                        .orElseThrow());
        number(out, CLASS_IN);
        number(out, (int) (answer.ttl() >> 16));
        number(out, (int) answer.ttl() & 0xffff);
        byte[] data = data(answer);
        number(out, data.length);
        out.writeBytes(data);
    }

    private static byte[] data(Answer answer) {
        return switch (answer.type()) {
            case "CNAME" -> encoded(answer.value());
            case "TXT" -> text(answer.value());
            default -> address(answer.value());
        };
    }

    private static byte[] address(String value) {
        try {
            return InetAddress.getByName(value).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("\"" + value + "\" is not an address", e);
        }
    }

    private static byte[] text(String value) {
        byte[] bytes = value.replace("\"", "").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes.length);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static byte[] encoded(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
            if (bytes.length > 0) {
                out.write(bytes.length);
                out.writeBytes(bytes);
            }
        }
        out.write(0);
        return out.toByteArray();
    }

    /** Names are never compressed here, neither in answers nor in questions. */
    private static String name(ByteBuffer in) {
        List<String> labels = new ArrayList<>();
        for (int length = in.get() & 0xff; length > 0; length = in.get() & 0xff) {
            byte[] label = new byte[length];
            in.get(label);
            labels.add(new String(label, StandardCharsets.US_ASCII));
        }
        return String.join(".", labels).toLowerCase(Locale.ROOT);
    }

    private static void number(ByteArrayOutputStream out, int value) {
        out.write(value >> 8 & 0xff);
        out.write(value & 0xff);
    }
}
