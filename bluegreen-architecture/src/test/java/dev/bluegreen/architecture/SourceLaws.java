package dev.bluegreen.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What class files do not tell. Each method lists the offenders, a sentence each. */
final class SourceLaws {

    static final int MOST_LINES = 400;
    static final int MOST_FILES = 25;
    static final int MOST_LINES_OF_A_METHOD = 30;

    private static final Pattern TEST_METHOD =
            Pattern.compile("(?m)^\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\\b");
    private static final Pattern ABSTRACT = Pattern.compile("(?m)^(public )?abstract class ");
    private static final Pattern DISABLED = Pattern.compile("(?m)^\\s*@Disabled\\b");

    private SourceLaws() {}

    static List<String> filesTooLong(Sources sources) {
        return Stream.concat(sources.main(), sources.tests())
                .filter(file -> linesOf(file) > MOST_LINES)
                .map(file -> sources.show(file) + " has " + linesOf(file) + " lines; split it: at most " + MOST_LINES)
                .toList();
    }

    static List<String> packagesTooLarge(Sources sources) {
        return sources
                .main()
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(folder -> folder.getValue() > MOST_FILES)
                .map(folder -> sources.show(folder.getKey()) + " has " + folder.getValue()
                        + " files; divide it into rooms: at most " + MOST_FILES)
                .toList();
    }

    static List<String> methodsTooLong(Sources sources) {
        return Methods.of(sources.main().toList()).stream()
                .filter(method -> method.lines() > MOST_LINES_OF_A_METHOD)
                .map(method -> sources.show(method.file()) + ": " + method.name() + " has " + method.lines()
                        + " lines; give its steps names: at most " + MOST_LINES_OF_A_METHOD)
                .toList();
    }

    static List<String> packagesNotNullMarked(Sources sources) {
        return sources.main()
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !isNullMarked(folder.resolve("package-info.java")))
                .map(folder -> sources.show(folder) + " needs a package-info.java with @NullMarked")
                .toList();
    }

    static List<String> testsNotNamedTest(Sources sources) {
        return sources.tests()
                .filter(file -> !file.toString().endsWith("Test.java"))
                .filter(file -> TEST_METHOD.matcher(Sources.read(file)).find())
                .filter(file -> !ABSTRACT.matcher(Sources.read(file)).find())
                .map(file -> sources.show(file) + " has tests that never run; end its name in Test")
                .toList();
    }

    static List<String> disabledTests(Sources sources) {
        return sources.tests()
                .filter(file -> DISABLED.matcher(Sources.read(file)).find())
                .map(file -> sources.show(file) + " is disabled; repair it or delete it")
                .toList();
    }

    private static long linesOf(Path file) {
        return Sources.read(file).lines().count();
    }

    private static boolean isNullMarked(Path packageInfo) {
        return Files.exists(packageInfo) && Sources.read(packageInfo).contains("@NullMarked");
    }
}
