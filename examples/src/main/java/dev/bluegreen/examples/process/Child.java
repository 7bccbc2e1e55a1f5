package dev.bluegreen.examples.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Another JVM with the class path of this one: its lines are read, and it is ended. For one thread. */
public final class Child implements AutoCloseable {

    private static final int LOOK_MILLIS = 10;

    private final Process process;
    private final BufferedReader lines;
    private final Consumer<String> told;
    private final Runnable meanwhile;

    private Child(Process process, Consumer<String> told, Runnable meanwhile) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.told = told;
        this.meanwhile = meanwhile;
    }

    /**
     * Starts one, with the compiler and the collector of a short life.
     *
     * @param told is given each line that it writes
     * @param meanwhile runs again and again while this process waits for it
     */
    public static Child start(Class<?> main, List<String> args, Consumer<String> told, Runnable meanwhile) {
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.log.dev.bluegreen.spi=info",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        List<String> all = Stream.concat(command, args.stream()).toList();
        try {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            return new Child(process, told, meanwhile);
        } catch (IOException e) {
            throw new UncheckedIOException("no second JVM could be started", e);
        }
    }

    /**
     * Reads until a line contains a text.
     *
     * @return that line
     * @throws IllegalStateException if it ends before
     */
    public String readUntil(String text) {
        Optional<String> line = next();
        while (line.filter(one -> one.contains(text)).isEmpty()) {
            if (line.isEmpty()) {
                throw new IllegalStateException("the second JVM ended before it said '" + text + "'");
            }
            line = next();
        }
        return line.get();
    }

    /** Kills it, as by a lack of memory or the loss of its node: nothing in it gets to run. */
    public void kill() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the second JVM ended before it was killed");
        }
        process.toHandle().destroyForcibly();
        int unused = exit();
    }

    /** Asks it to end by SIGTERM, as a cluster that evicts its pod; the exit code. */
    public int terminate() {
        process.toHandle().destroy();
        return exit();
    }

    /** Reads the rest, and waits for its end; the exit code. */
    public int exit() {
        while (next().isPresent()) {
            // Each line is told.
        }
        while (!isOver()) {
            meanwhile.run();
        }
        return process.exitValue();
    }

    /** The next line; empty after the last one. */
    private Optional<String> next() {
        try {
            while (!lines.ready() && !isOver()) {
                meanwhile.run();
            }
            Optional<String> line = Optional.ofNullable(lines.readLine());
            line.ifPresent(told);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("the output of the second JVM could not be read", e);
        }
    }

    private boolean isOver() {
        try {
            return process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a second JVM was waited for", e);
        }
    }

    /** Kills it, if it has not ended. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
