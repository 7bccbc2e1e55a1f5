package dev.bluegreen.aws.route53;

import dev.bluegreen.model.PlatformException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * The TXT record beside a moved name that identifies the last writer. A batch that deletes its exact old value and creates a
 * new one succeeds for one writer only, so it is fencing token and compare-and-set in one.
 *
 * @param cutover the last cutover that moved traffic; empty if none
 * @param attempt makes each value unique
 * @param at time of the write, by the writer's clock
 */
record Fence(String release, long token, Optional<String> cutover, String attempt, Instant at) {

    private static final String HERITAGE = "bluegreen";
    private static final long TTL_SECONDS = 60;
    private static final int LONGEST_STRING = 255;

    static String nameFor(String record) {
        return "_bluegreen." + record;
    }

    static boolean is(ResourceRecordSet set, String record) {
        return set.type() == RRType.TXT && DnsNames.same(set.name(), nameFor(record));
    }

    ResourceRecordSet set(String record) {
        String value = "heritage=" + HERITAGE + ",release=" + release + ",token=" + token
                + cutover.map(id -> ",cutover=" + id).orElse("") + ",attempt=" + attempt + ",at=" + at;
        return ResourceRecordSet.builder()
                .name(nameFor(record) + ".")
                .type(RRType.TXT)
                .ttl(TTL_SECONDS)
                .resourceRecords(ResourceRecord.builder().value(strings(value)).build())
                .build();
    }

    /** The value as strings of at most 255 characters, as a TXT record requires. */
    private static String strings(String value) {
        StringBuilder strings = new StringBuilder();
        for (int from = 0; from < value.length(); from += LONGEST_STRING) {
            String part = value.substring(from, Math.min(value.length(), from + LONGEST_STRING));
            strings.append(from == 0 ? "" : " ").append('"').append(part).append('"');
        }
        return strings.toString();
    }

    /** @throws PlatformException with {@code INVALID} if the record is not a fence of bluegreen */
    static Fence of(ResourceRecordSet set) {
        String text = value(set);
        Map<String, String> fields = fields(text);
        try {
            if (HERITAGE.equals(fields.get("heritage"))) {
                return new Fence(
                        require(fields, "release"),
                        Long.parseLong(require(fields, "token")),
                        Optional.ofNullable(fields.get("cutover")),
                        require(fields, "attempt"),
                        Instant.parse(require(fields, "at")));
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw unreadable(set, text, e);
        }
        throw unreadable(set, text, null);
    }

    static String value(ResourceRecordSet set) {
        return set.resourceRecords().isEmpty()
                ? ""
                : set.resourceRecords().get(0).value().replace("\" \"", "").replace("\"", "");
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return fields;
    }

    private static String require(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).orElseThrow(() -> new DateTimeException(name + " is missing"));
    }

    private static PlatformException unreadable(ResourceRecordSet set, String text, @Nullable Throwable cause) {
        return new PlatformException(
                PlatformException.Kind.INVALID,
                set.name() + " TXT: '" + text
                        + "' is not a fence of bluegreen; delete it when no cutover is under way, or"
                        + " move without one by unfenced()",
                cause);
    }
}
