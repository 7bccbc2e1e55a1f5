package dev.bluegreen.cli.internal.command;

import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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
     * @param args the arguments, if they are known: of the others, only their own command is made, which is quicker
     */
    public static Commands of(String name, String version, String... args) {
        CommandSpec root = Options.group(name, "Blue/green releases on Kubernetes that are proven.");
        root.version(name + " " + version);
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
        Commands commands = new Commands(root);
        Map<String, Supplier<Command>> listed = listed();
        if (args.length > 0 && listed.containsKey(args[0])) {
            commands.add(root, listed.get(args[0]).get());
            return commands;
        }
        listed.values().forEach(command -> commands.add(root, command.get()));
        CommandSpec audit = Options.group("audit", "Looks after audit files.");
        root.addSubcommand("audit", new CommandLine(audit));
        commands.add(audit, new AuditVerifyCommand());
        commands.add(root, new CompletionCommand());
        return commands;
    }

    private static Map<String, Supplier<Command>> listed() {
        Map<String, Supplier<Command>> listed = new LinkedHashMap<>();
        listed.put("validate", ValidateCommand::new);
        listed.put("plan", PlanCommand::new);
        listed.put("introduce", IntroduceCommand::new);
        listed.put("adopt", AdoptCommand::new);
        listed.put("stage", StageCommand::new);
        listed.put("request", RequestCommand::new);
        listed.put("switch", SwitchCommand::new);
        listed.put("rollback", RollBackCommand::new);
        listed.put("recover", RecoverCommand::new);
        listed.put("resume", ResumeCommand::new);
        listed.put("resume-due", ResumeDueCommand::new);
        listed.put("cancel", CancelCommand::new);
        listed.put("status", StatusCommand::new);
        listed.put("history", HistoryCommand::new);
        listed.put("extend-standby", ExtendStandbyCommand::new);
        listed.put("close-way-back", CloseWayBackCommand::new);
        listed.put("retire", RetireCommand::new);
        listed.put("retire-due", RetireDueCommand::new);
        listed.put("rbac", RbacCommand::new);
        return listed;
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
