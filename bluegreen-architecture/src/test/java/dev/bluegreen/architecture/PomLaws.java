package dev.bluegreen.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which artifact may bring which, and what of them is published. */
final class PomLaws {

    private static final String BOM = "bluegreen-bom";
    private static final String CORE = "bluegreen-core";
    private static final String TESTKIT = "bluegreen-testkit";
    private static final String TESTKIT_AWS = "bluegreen-testkit-aws";
    private static final String LAWS = "bluegreen-laws";
    private static final String FILE = "bluegreen-file";
    private static final String CLI = "bluegreen-cli";
    private static final String ARCHITECTURE = "bluegreen-architecture";
    private static final Set<String> ADAPTERS =
            Set.of("bluegreen-fabric8", "bluegreen-aws", "bluegreen-micrometer", "bluegreen-report", FILE, CLI);
    private static final Set<String> TEST_ARTIFACTS = Set.of(TESTKIT, TESTKIT_AWS, LAWS);

    /** They are not published, and may know all. */
    private static final Set<String> AT_THE_END = Set.of("bluegreen-examples", "bluegreen-integration", ARCHITECTURE);

    /** What a module of main code may bring to those that use it. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry(BOM, Set.of()),
            Map.entry(CORE, Set.of()),
            Map.entry("bluegreen-fabric8", Set.of(CORE)),
            Map.entry("bluegreen-aws", Set.of(CORE)),
            Map.entry("bluegreen-micrometer", Set.of(CORE)),
            Map.entry("bluegreen-report", Set.of(CORE)),
            Map.entry(FILE, Set.of(CORE, "bluegreen-fabric8", "bluegreen-aws")),
            Map.entry(CLI, Set.of(CORE, "bluegreen-fabric8", "bluegreen-aws", "bluegreen-report", FILE)),
            Map.entry(TESTKIT, Set.of(CORE)),
            Map.entry(TESTKIT_AWS, Set.of(CORE, TESTKIT)),
            Map.entry(LAWS, Set.of(CORE, TESTKIT, TESTKIT_AWS)));

    private PomLaws() {}

    /** Core alone; adapters and testkit on core; fakes of AWS on the testkit; laws on both; in tests, adapters on these. */
    static List<String> arrowsAgainstTheGrain(Path root) {
        return Pom.modules(root).stream().flatMap(PomLaws::wrongArrows).toList();
    }

    private static Stream<String> wrongArrows(Pom module) {
        String name = module.artifact();
        if (AT_THE_END.contains(name)) {
            // The report on coverage counts the tests of all.
            return wrongArrows(module, ARROWS.keySet(), name.equals(ARCHITECTURE) ? AT_THE_END : Set.of());
        }
        Set<String> brought = ARROWS.get(name);
        return brought == null
                ? Stream.of(name + " has no place among the modules; give it one here and in docs/architecture.md")
                : wrongArrows(module, brought, ADAPTERS.contains(name) ? TEST_ARTIFACTS : Set.of());
    }

    private static Stream<String> wrongArrows(Pom module, Set<String> brought, Set<String> alsoInTests) {
        return module.dependencies().stream()
                .filter(Pom.Dependency::isOurs)
                .filter(other -> !brought.contains(other.artifact()))
                .filter(other -> !other.isForTests() || !alsoInTests.contains(other.artifact()))
                .map(other ->
                        module.artifact() + " must not depend on " + other.artifact() + " in scope " + other.scope());
    }

    /** What is published is listed by the bill of materials and by the parent, ours only, in the version of the project. */
    static List<String> gapsOfTheBom(Path root) {
        Set<String> published = Pom.modules(root).stream()
                .filter(Pom::isDeployed)
                .map(Pom::artifact)
                .filter(name -> !name.equals(BOM))
                .collect(Collectors.toCollection(TreeSet::new));
        Pom bom = Pom.read(root.resolve(BOM));
        Stream<String> foreign = bom.managed().stream()
                .filter(entry -> !entry.isOurs())
                .map(entry -> BOM + " lists " + entry.artifact() + ", which is not ours");
        return Stream.concat(foreign, Stream.of(bom, Pom.read(root)).flatMap(pom -> gaps(pom, published)))
                .toList();
    }

    private static Stream<String> gaps(Pom pom, Set<String> published) {
        Map<String, String> listed = pom.managed().stream()
                .filter(Pom.Dependency::isOurs)
                .collect(
                        Collectors.toMap(Pom.Dependency::artifact, Pom.Dependency::version, (a, b) -> b, TreeMap::new));
        Stream<String> missing = published.stream()
                .filter(name -> !listed.containsKey(name))
                .map(name -> pom.artifact() + " does not list " + name);
        Stream<String> stale = listed.keySet().stream()
                .filter(name -> !published.contains(name))
                .map(name -> pom.artifact() + " lists " + name + ", which is not published");
        Stream<String> versions = listed.entrySet().stream()
                .filter(entry -> !entry.getValue().equals("${project.version}"))
                .map(entry -> pom.artifact() + " lists " + entry.getKey() + " in version " + entry.getValue());
        return Stream.of(missing, stale, versions).flatMap(sentences -> sentences);
    }

    /** A published jar is a module by name, its own name; core has a module-info. */
    static List<String> jarsWithoutModuleName(Path root) {
        return Pom.modules(root).stream()
                .filter(Pom::isDeployed)
                .filter(Pom::hasCode)
                .filter(module -> !Files.exists(module.folder().resolve("src/main/java/module-info.java")))
                .filter(module -> !module.moduleName()
                        .equals(Optional.of(module.artifact()
                                .replace("bluegreen-", "dev.bluegreen.")
                                .replace('-', '.'))))
                .map(module -> module.artifact() + " needs an Automatic-Module-Name of its own name")
                .toList();
    }

    /** A package in two jars cannot be on a module path. */
    static List<String> packagesInTwoModules(Sources sources) {
        Map<String, Set<String>> modules = new TreeMap<>();
        sources.main().forEach(file -> {
            String[] parts = sources.show(file.getParent()).split("/src/main/java/?", -1);
            modules.computeIfAbsent(parts[1].replace('/', '.'), name -> new TreeSet<>())
                    .add(parts[0]);
        });
        return modules.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " is in " + String.join(" and in ", entry.getValue()))
                .toList();
    }
}
