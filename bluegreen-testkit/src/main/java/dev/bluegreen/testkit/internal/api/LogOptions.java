package dev.bluegreen.testkit.internal.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Which part of a log is asked for.
 *
 * @param tailLines how many lines at the end
 * @param limitBytes how many bytes of these
 */
record LogOptions(long tailLines, long limitBytes) {

    private static final Resource OPTIONS = Resource.of("", "v1", "PodLogOptions", "pods");
    private static final List<String> UNSUPPORTED = List.of("follow", "timestamps", "sinceSeconds", "sinceTime");

    /** @throws ApiError if an option makes no sense, or is not supported */
    static LogOptions of(ApiCall call) {
        for (String option : UNSUPPORTED) {
            if (!List.of("", "false").contains(call.query(option))) {
                throw ApiError.notImplemented("the fake API server's logs have no " + option + "; ask without it");
            }
        }
        return new LogOptions(number(call, "tailLines", 0), number(call, "limitBytes", 1));
    }

    String select(String log) {
        List<String> lines = log.lines().toList();
        String tail = lines.stream()
                .skip(Math.max(0, lines.size() - tailLines))
                .map(line -> line + "\n")
                .reduce("", String::concat);
        byte[] bytes = tail.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= limitBytes
                ? tail
                : new String(Arrays.copyOf(bytes, (int) limitBytes), StandardCharsets.UTF_8);
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
