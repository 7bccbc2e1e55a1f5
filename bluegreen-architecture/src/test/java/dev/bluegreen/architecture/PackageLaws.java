package dev.bluegreen.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which package may know which, and what a public signature may show. */
final class PackageLaws {

    private PackageLaws() {}

    static List<Law> all() {
        return List.of(
                Law.of("the model imports nothing of ours", PackageLaws::modelStandsAlone, "model.ImportsSpi"),
                Law.of(
                        "packages make no circle",
                        PackageLaws::noCircle,
                        "event.Chicken",
                        "check.Egg",
                        "aws.UsesFabric8",
                        "fabric8.UsesAws"),
                Law.of(
                        "resilience4j and gson are in no public signature",
                        PackageLaws::hideHelpers,
                        "event.ShowsGson",
                        "event.ShowsResilience4j"));
    }

    private static ArchRule modelStandsAlone(Layout layout) {
        DescribedPredicate<JavaClass> ours = describe(
                "are ours, outside the model",
                type -> layout.moduleOf(type).isPresent()
                        && !type.getPackageName().equals(layout.name("model")));
        return noClasses()
                .that()
                .resideInAPackage(layout.within("model"))
                .should()
                .dependOnClassesThat(ours);
    }

    /** The one knot allowed: the entry point constructs its hidden implementation. */
    private static ArchRule noCircle(Layout layout) {
        return slices().assignedFrom(byPackage(layout))
                .should()
                .beFreeOfCycles()
                .ignoreDependency(resideInAPackage(layout.root()), resideInAPackage(layout.within("internal.engine")));
    }

    private static SliceAssignment byPackage(Layout layout) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return layout.moduleOf(type).isPresent()
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "every package";
            }
        };
    }

    private static ArchRule hideHelpers(Layout layout) {
        return classes()
                .that(describe("are API", PackageLaws::isApi))
                .should(new ArchCondition<>("show no type of resilience4j or gson") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        signatures(type)
                                .filter(PackageLaws::isHelper)
                                .map(helper -> type.getName() + " shows " + helper.getName())
                                .distinct()
                                .forEach(sentence -> events.add(SimpleConditionEvent.violated(type, sentence)));
                    }
                });
    }

    private static boolean isApi(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC) && !Layout.isInternal(type);
    }

    private static boolean isHelper(JavaClass type) {
        return type.getPackageName().startsWith("io.github.resilience4j")
                || type.getPackageName().startsWith("com.google.gson");
    }

    private static Stream<JavaClass> signatures(JavaClass type) {
        Stream<JavaType> supertypes = Stream.concat(type.getInterfaces().stream(), type.getSuperclass().stream());
        Stream<JavaType> members =
                type.getMembers().stream().filter(PackageLaws::isVisible).flatMap(PackageLaws::typesOf);
        return Stream.concat(supertypes, members)
                .map(JavaType::getAllInvolvedRawTypes)
                .flatMap(Set::stream);
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> typesOf(JavaMember member) {
        if (member instanceof JavaCodeUnit code) {
            Stream<JavaType> returned = Stream.of(code.getReturnType());
            Stream<JavaType> taken = code.getParameterTypes().stream();
            Stream<JavaType> thrown = code.getExceptionTypes().stream().map(JavaType.class::cast);
            return Stream.of(returned, taken, thrown).flatMap(types -> types);
        }
        return Stream.of(((JavaField) member).getType());
    }
}
