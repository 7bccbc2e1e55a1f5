package dev.bluegreen.internal.result;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of a text. */
final class Lines {

    private Lines() {}

    /** Each on a line of its own, which begins with this. */
    static String below(String start, List<?> lines) {
        return lines.stream().map(line -> start + line).collect(Collectors.joining());
    }
}
