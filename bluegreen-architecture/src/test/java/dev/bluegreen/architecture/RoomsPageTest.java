package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md} draws the rooms in the order of {@link RoomLaws}, and says of each what its package says. */
final class RoomsPageTest {

    private static final Pattern DRAWING =
            Pattern.compile("(?m)^### (?:bluegreen-)?(\\S+)\\n\\n```\\n(.*?)\\n```$", Pattern.DOTALL);
    private static final Pattern ROOM = Pattern.compile("(?m)^- `([^`]+)`: (.*(?:\\n  .*)*)$");
    private static final Pattern THOUGHT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    private static final Sources SOURCES = Sources.ofTheProject();

    private final String page = Sources.read(SOURCES.root().resolve("docs/architecture.md"));

    @Test
    void drawsTheRoomsOfEachModuleInTheirOrder() {
        Map<String, List<String>> ordered = new TreeMap<>(RoomLaws.ROOMS);
        ordered.values().removeIf(rooms -> rooms.size() == 1);

        assertThat(drawings()).isEqualTo(ordered);
    }

    @Test
    void saysOfEachRoomWhatItsPackageSays() {
        List<String> corrections = new ArrayList<>();
        Map<String, String> said = new TreeMap<>();
        ROOM.matcher(page).results().forEach(room -> said.put(room.group(1), oneLine(room.group(2))));
        thoughts().forEach((room, thought) -> {
            if (!thought.equals(said.get(room))) {
                corrections.add("- `" + room + "`: " + thought);
            }
        });

        assertThat(corrections)
                .withFailMessage("Correct docs/architecture.md:%n%n%s%n", String.join("\n", corrections))
                .isEmpty();
    }

    private Map<String, List<String>> drawings() {
        Map<String, List<String>> drawings = new TreeMap<>();
        Matcher drawing = DRAWING.matcher(page);
        while (drawing.find()) {
            drawings.put(drawing.group(1), rooms(drawing.group(2)));
        }
        return drawings;
    }

    /** Rows stand highest first; within a row, rooms stand lowest first. */
    private static List<String> rooms(String drawing) {
        List<String> rows = new ArrayList<>(List.of(drawing.split("\n  ↓\n")));
        Collections.reverse(rows);
        return rows.stream()
                .flatMap(row -> Stream.of(row.trim().split(" {2,}")))
                .map(room -> room.equals(Layout.PROJECT.root()) ? "" : room)
                .toList();
    }

    private static Map<String, String> thoughts() {
        Map<String, String> thoughts = new TreeMap<>();
        List<Path> packages = SOURCES.main()
                .filter(file -> file.endsWith("package-info.java"))
                .filter(file -> !SOURCES.show(file).startsWith("examples/"))
                .toList();
        for (Path file : packages) {
            Matcher comment = THOUGHT.matcher(Sources.read(file));
            thoughts.put(roomOf(file), comment.find() ? firstSentence(comment.group(1)) : "");
        }
        return thoughts;
    }

    private static String roomOf(Path packageInfo) {
        String name = SOURCES.show(packageInfo.getParent())
                .replaceFirst(".*/src/main/java/", "")
                .replace('/', '.');
        return name.replaceFirst("^dev\\.bluegreen\\.", "");
    }

    private static String firstSentence(String comment) {
        return oneLine(comment.replaceAll("\\n\\s*\\*", "\n"))
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
                .replaceFirst("^(.*?\\.) .*", "$1");
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
