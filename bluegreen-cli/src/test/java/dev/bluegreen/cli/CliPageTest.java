package dev.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cli.internal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/cli.md} has the tables that the model of the commands makes. */
class CliPageTest {

    private static final int WIDTH = 110;

    private final List<CommandSpec> commands = leaves(Cli.commands().line())
            .filter(command -> !command.usageMessage().hidden())
            .toList();

    @Test
    void hasEachExitCode() throws IOException {
        assertPage(List.of("| exit code | meaning |\n|---|---|\n"
                + Stream.of(ExitCode.values())
                        .map(code -> "| " + code.number() + " | " + code.meaning() + " |\n")
                        .collect(Collectors.joining())));
    }

    @Test
    void hasEachCommand() throws IOException {
        assertPage(List.of("| command | what it does |\n|---|---|\n"
                + commands.stream()
                        .map(command -> "| `" + name(command) + operand(command) + "` | " + purpose(command) + " |\n")
                        .collect(Collectors.joining())));
    }

    /** Options of the same commands stand in one table. */
    @Test
    void hasEachOptionBelowTheCommandsThatHaveIt() throws IOException {
        Map<String, List<String>> having = new LinkedHashMap<>();
        commands.forEach(command -> command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .forEach(option -> having.computeIfAbsent(row(option), row -> new ArrayList<>())
                        .add(name(command))));
        Map<List<String>, List<String>> tables = new LinkedHashMap<>();
        having.forEach((row, names) ->
                tables.computeIfAbsent(names, any -> new ArrayList<>()).add(row));
        assertPage(tables.entrySet().stream().map(this::table).toList());
    }

    private String table(Map.Entry<List<String>, List<String>> table) {
        String of = table.getKey().size() == commands.size() ? "all commands" : names(table.getKey());
        return "Of " + of + ":\n\n| option | meaning |\n|---|---|\n" + String.join("\n", table.getValue()) + "\n";
    }

    private static String names(List<String> names) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String name : names) {
            String word =
                    (length == 0 ? "" : ",") + (length > WIDTH ? "\n" : length == 0 ? "" : " ") + "`" + name + "`";
            length = length > WIDTH ? word.length() : length + word.length();
            lines.append(word);
        }
        return lines.toString();
    }

    private static String row(OptionSpec option) {
        String label =
                option.arity().max() == 0 ? "" : " " + option.paramLabel().replace("|", "\\|");
        return "| `" + String.join("`, `", option.names()) + label + "` | " + String.join(" ", option.description())
                + " |";
    }

    private static String operand(CommandSpec command) {
        return command.positionalParameters().stream()
                .map(operand -> {
                    String label = operand.paramLabel() + (operand.isMultiValue() ? "…" : "");
                    return operand.arity().min() == 0 ? " [" + label + "]" : " " + label;
                })
                .collect(Collectors.joining());
    }

    private static String purpose(CommandSpec command) {
        return String.join(" ", command.usageMessage().description());
    }

    private static String name(CommandSpec command) {
        return command.qualifiedName().substring("bluegreen ".length());
    }

    private static Stream<CommandSpec> leaves(CommandLine line) {
        return line.getSubcommands().isEmpty()
                ? Stream.of(line.getCommandSpec())
                : line.getSubcommands().values().stream().flatMap(CliPageTest::leaves);
    }

    private static void assertPage(List<String> parts) throws IOException {
        String page = Files.readString(Path.of("../docs/cli.md"));

        assertThat(parts)
                .filteredOn(part -> !page.contains(part + "\n"))
                .withFailMessage(() -> "docs/cli.md should have this:\n\n" + String.join("\n", parts) + "\n")
                .isEmpty();
    }
}
