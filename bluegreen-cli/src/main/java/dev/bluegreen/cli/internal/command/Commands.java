package dev.bluegreen.cli.internal.command;

import dev.bluegreen.cli.internal.Command;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, in the order in which help lists them. */
public final class Commands {

    private final Map<CommandSpec, Command> commands = new LinkedHashMap<>();
    private final CommandLine line;

    private Commands(CommandSpec root) {
        this.line = new CommandLine(root);
    }

    /**
     * The command line of a program.
     *
     * @param name its name, as people call it
     */
    public static Commands of(String name, String version) {
        CommandSpec root = group(name, "Blue/green releases on Kubernetes that are proven.");
        root.version(name + " " + version);
        Commands commands = new Commands(root);
        listed().forEach(command -> commands.add(root, command));
        CommandSpec audit = group("audit", "Looks after audit files.");
        root.addSubcommand("audit", new CommandLine(audit));
        commands.add(audit, new AuditVerifyCommand());
        commands.add(root, new CompletionCommand());
        return commands;
    }

    private static CommandSpec group(String name, String purpose) {
        CommandSpec group = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        group.usageMessage().description(purpose).abbreviateSynopsis(true);
        return group;
    }

    private static List<Command> listed() {
        return List.of(
                new ValidateCommand(),
                new PlanCommand(),
                new AdoptCommand(),
                new StageCommand(),
                new RequestCommand(),
                new SwitchCommand(),
                new RollBackCommand(),
                new RecoverCommand(),
                new ResumeCommand(),
                new CancelCommand(),
                new StatusCommand(),
                new HistoryCommand(),
                new ExtendStandbyCommand(),
                new CloseWayBackCommand(),
                new RetireCommand(),
                new RetireDueCommand(),
                new RbacCommand());
    }

    private void add(CommandSpec parent, Command command) {
        CommandSpec spec = command.spec();
        commands.put(spec, command);
        parent.addSubcommand(spec.name(), new CommandLine(spec));
    }

    /** The model of all commands. */
    public CommandLine line() {
        return line;
    }

    /** The command of a spec; empty for one that has commands of its own. */
    public Optional<Command> of(CommandSpec spec) {
        return Optional.ofNullable(commands.get(spec));
    }
}
