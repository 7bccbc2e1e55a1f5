package dev.bluegreen.scene;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LocationAwareLogger;

/** All that our loggers write, from TRACE on, and whatever else goes to standard error, while it is open. */
public final class TracedLog implements AutoCloseable {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream usual = System.err;
    private final Map<Logger, Integer> levels = new LinkedHashMap<>();

    /** Of the modules that these classes are of, and of the audit. */
    public static TracedLog of(Class<?>... anchors) {
        TracedLog log = new TracedLog();
        Stream.of(anchors).flatMap(TracedLog::classes).forEach(log::trace);
        log.trace("dev.bluegreen.audit");
        System.setErr(new PrintStream(log.written, true, StandardCharsets.UTF_8));
        return log;
    }

    public String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setErr(usual);
        levels.forEach((logger, level) -> level(logger, level));
    }

    private void trace(String name) {
        Logger logger = LoggerFactory.getLogger(name);
        levels.put(logger, level(logger, LocationAwareLogger.TRACE_INT));
    }

    /** SLF4J's simple logger reads its level once: when it is made. */
    private static int level(Logger logger, int level) {
        try {
            Field field = logger.getClass().getDeclaredField("currentLogLevel");
            field.setAccessible(true);
            int before = field.getInt(logger);
            field.setInt(logger, level);
            return before;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> classes(Class<?> anchor) {
        try {
            Path root = Path.of(
                    anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.map(root::relativize).map(Path::toString).toList().stream()
                        .filter(file -> file.startsWith("dev") && file.endsWith(".class") && !file.contains("$"))
                        .map(file -> file.substring(0, file.length() - ".class".length())
                                .replace('/', '.'));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
