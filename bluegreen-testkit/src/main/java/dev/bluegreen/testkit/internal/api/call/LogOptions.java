package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.testkit.internal.pod.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which part of a log is asked for. A log that is followed ends with the lines there are.
 *
 * @param tailLines how many lines at the end
 * @param limitBytes how many bytes of these
 * @param timestamps true if each line shall begin with its time
 * @param since lines from before are left out
 */
public record LogOptions(long tailLines, long limitBytes, boolean timestamps, Instant since) {

    private static final Resource OPTIONS = Resource.of("", "v1", "PodLogOptions", "pods");

    /**
     * The options of a call for logs.
     *
     * @throws ApiError if an option makes no sense
     */
    public static LogOptions of(ApiCall call, Instant now) {
        return new LogOptions(
                number(call, "tailLines", 0),
                number(call, "limitBytes", 1),
                call.isTrue("timestamps"),
                since(call, now));
    }

    public String select(List<LogLine> log, Instant started) {
        List<LogLine> lines = log.stream()
                .filter(line -> !line.at().orElse(started).isBefore(since))
                .toList();
        String tail = lines.stream()
                .skip(Math.max(0, lines.size() - tailLines))
                .map(line -> (timestamps ? line.at().orElse(started) + " " : "") + line.text() + "\n")
                .collect(Collectors.joining());
        byte[] bytes = tail.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= limitBytes
                ? tail
                : new String(Arrays.copyOf(bytes, (int) limitBytes), StandardCharsets.UTF_8);
    }

    private static Instant since(ApiCall call, Instant now) {
        String time = call.query("sinceTime");
        if (time.isEmpty()) {
            return call.query("sinceSeconds").isEmpty()
                    ? Instant.MIN
                    : now.minusSeconds(number(call, "sinceSeconds", 1));
        }
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw ApiError.badRequest("sinceTime=" + time + ": not a time");
        }
    }

    private static long number(ApiCall call, String option, long least) {
        String text = call.query(option);
        if (text.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ApiError.badRequest(option + "=" + text + ": not a number");
        }
        throw ApiError.invalid(
                OPTIONS,
                call.name(),
                List.of(ApiError.Cause.invalid(
                        option, Long.valueOf(text), "must be greater than or equal to " + least)));
    }
}
