package dev.bluegreen.cli;

import dev.bluegreen.cli.internal.Arguments;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Connection;
import dev.bluegreen.cli.internal.Console;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Failure;
import dev.bluegreen.cli.internal.Interruption;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.cli.internal.SignalWatch;
import dev.bluegreen.cli.internal.command.Commands;
import dev.bluegreen.report.ConsoleProgress;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line, one command a call: {@code docs/cli.md} has all of them, and the exit codes. */
public final class Cli {

    private final Commands commands;
    private final Console console;
    private final Interruption interruption;
    private final Connection.Way way;

    private Cli(Commands commands, Console console, Interruption interruption, Connection.Way way) {
        this.commands = commands;
        this.console = console;
        this.interruption = interruption;
        this.way = way;
    }

    /** Runs a command, and ends the JVM with its exit code. A signal ends the command safely. */
    public static void main(String[] args) {
        Console console = new Console(System.in, System.out, System.err, ConsoleProgress::onStandardError);
        Interruption interruption = new Interruption(System.err);
        SignalWatch.over(interruption, System.err);
        System.exit(new Cli(commands(args), console, interruption, Connection.Way.DEFAULT).run(args));
    }

    /**
     * Runs a command in this process.
     *
     * @param in for files named {@code -}
     * @param out results
     * @param err everything else
     * @return the exit code
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        return run(args, in, out, err, Connection.Way.DEFAULT);
    }

    static int run(String[] args, InputStream in, PrintStream out, PrintStream err, Connection.Way way) {
        Console console = new Console(in, out, err, () -> ConsoleProgress.plain(err));
        return new Cli(commands(args), console, new Interruption(err), way).run(args);
    }

    /** The name by which people call it is the launcher's. */
    static Commands commands(String... args) {
        return Commands.of(
                System.getProperty("bluegreen.command", "bluegreen"),
                Optional.ofNullable(Cli.class.getPackage().getImplementationVersion())
                        .orElse("development"),
                args);
    }

    private int run(String... args) {
        try {
            ParseResult parsed = commands.line().parseArgs(args);
            return helped(parsed) ? ExitCode.DONE.number() : run(last(parsed));
        } catch (ParameterException e) {
            console.err().println(e.getMessage());
            UnmatchedArgumentException.printSuggestions(e, writer(console.err()));
            console.err().println("See '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE.number();
        }
    }

    private boolean helped(ParseResult parsed) {
        commands.line().setOut(writer(console.out()));
        return CommandLine.executeHelpRequest(parsed) != null;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }

    private int run(ParseResult parsed) {
        Optional<Command> command = commands.of(parsed.commandSpec());
        if (command.isEmpty()) {
            parsed.commandSpec().commandLine().usage(console.err());
            return ExitCode.USAGE.number();
        }
        String name = parsed.commandSpec()
                .qualifiedName()
                .substring(commands.line().getCommandName().length() + 1);
        Result result = run(command.get(), new Arguments(name, parsed));
        return print(result, parsed.hasMatchedOption(Options.JSON)).number();
    }

    private Result run(Command command, Arguments arguments) {
        try (Session session = new Session(arguments, console, interruption, way)) {
            return command.run(session);
        } catch (Throwable e) {
            return Failure.of(e, arguments.command(), console.err());
        }
    }

    /** A result is printed on the standard output; why there is none, on the standard error. One that is lost is no success. */
    private ExitCode print(Result result, boolean asJson) {
        boolean isResult = result.isResult();
        if (asJson) {
            console.out().print(result.json());
            console.out().flush();
        }
        if (!asJson || !isResult) {
            (isResult ? console.out() : console.err()).println(result.text());
        }
        if (!console.out().checkError()) {
            return result.code();
        }
        console.err().println("the result could not be written to the standard output");
        return result.code() == ExitCode.DONE ? ExitCode.FAULT : result.code();
    }
}
