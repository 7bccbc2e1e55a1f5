package dev.bluegreen.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Optional;
import java.util.Set;

/** The packages that the rules speak of, below one root: the project's own, or that of the fixtures that break the rules. */
record Layout(String root) {

    static final Layout PROJECT = new Layout("dev.bluegreen");
    static final Layout FIXTURES = new Layout("fixture");

    private static final Set<String> MODULES_BESIDE_CORE =
            Set.of("fabric8", "aws", "micrometer", "report", "file", "cli", "testkit", "laws", "examples");

    /** They are released together, and so may share what is internal to them. */
    private static final Set<String> TEST_ARTIFACTS = Set.of("testkit", "testkit-aws", "laws");

    /** The classes of the project without its tests, which include this package. */
    static JavaClasses project() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(PROJECT.root);
    }

    static JavaClasses fixtures() {
        return new ClassFileImporter().importPackages(FIXTURES.root);
    }

    /** The full name of a class or package given below the root. */
    String name(String below) {
        return root + "." + below;
    }

    /** A package pattern: the package and all below it. */
    String within(String below) {
        return name(below) + "..";
    }

    /** The module a class of ours is in, or nothing for a foreign class. */
    Optional<String> moduleOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.equals(root) && !name.startsWith(root + ".")) {
            return Optional.empty();
        }
        String below = name.substring(root.length()).replaceFirst("^\\.", "");
        if ((below + ".").startsWith("testkit.aws.")) {
            return Optional.of("testkit-aws");
        }
        String first = below.replaceFirst("\\..*", "");
        return Optional.of(MODULES_BESIDE_CORE.contains(first) ? first : "core");
    }

    /** True if one class may use what is internal to the other's module. */
    boolean shareInternals(JavaClass one, JavaClass other) {
        Optional<String> module = moduleOf(one);
        return module.equals(moduleOf(other)) || (isTestArtifact(module) && isTestArtifact(moduleOf(other)));
    }

    private static boolean isTestArtifact(Optional<String> module) {
        return module.filter(TEST_ARTIFACTS::contains).isPresent();
    }

    boolean isCore(JavaClass type) {
        return isIn("core", type);
    }

    boolean isIn(String module, JavaClass type) {
        return moduleOf(type).filter(module::equals).isPresent();
    }

    static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.");
    }

    /** True if a class is that top-level class, or one inside it. */
    static boolean isInside(String topLevel, JavaClass type) {
        return type.getName().equals(topLevel) || type.getName().startsWith(topLevel + "$");
    }
}
