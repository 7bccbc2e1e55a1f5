package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.CrashException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exceptions of code that is not ours. Kotlin, Groovy and Lombok throw checked exceptions freely, and a test library throws
 * errors: the operation has to end in any case, with traffic on one track and the lock free.
 */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** A stack that overflowed has 1,024 frames, and a callback that overflows is called again every second. */
    private static final int MOST_FRAMES = 60;

    private Failures() {}

    /**
     * The same as something that an operation can end with.
     *
     * @throws CrashException if it is one: a process that died cleans nothing up
     */
    public static RuntimeException of(Throwable thrown) {
        if (thrown instanceof CrashException crash) {
            throw crash;
        }
        return thrown instanceof RuntimeException failure ? failure : Stop.because(thrown);
    }

    /** Its message, which the log completes where it tells nothing without the class or the place. */
    public static String sentence(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null || message.isBlank()) {
            return logged(thrown, "an error without a message");
        }
        if (thrown.getCause() != null && message.equals(thrown.getCause().toString())) {
            return sentence(thrown.getCause());
        }
        if (thrown instanceof ClassCastException || (thrown instanceof NullPointerException && isOfJvm(message))) {
            return logged(thrown, "a programming error without a message of its own");
        }
        return thrown instanceof LinkageError
                ? logged(thrown, "a class is missing or does not fit (" + message + ")")
                : open(message);
    }

    /** The message without its full stop, as part of a longer sentence. */
    private static String open(String message) {
        boolean ends = message.endsWith(".") && !message.endsWith("..");
        return ends ? message.substring(0, message.length() - 1) : message;
    }

    /** JEP 358: the JVM's message of a null names methods, fields and their classes. */
    private static boolean isOfJvm(String message) {
        return message.startsWith("Cannot ") && message.contains("\"");
    }

    private static String logged(Throwable thrown, String sentence) {
        if (thrown.getStackTrace().length > MOST_FRAMES) {
            LOG.warn("{}: {}", sentence, innermost(thrown));
        } else {
            LOG.warn("{}: {}", sentence, thrown.getClass().getName(), thrown);
        }
        return sentence + "; the log of this process has it in full";
    }

    private static String innermost(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return Arrays.stream(frames)
                .limit(MOST_FRAMES)
                .map(frame -> "\n\tat " + frame)
                .collect(Collectors.joining(
                        "", Wording.line(thrown.toString()), "\n\t... " + (frames.length - MOST_FRAMES) + " more"));
    }
}
