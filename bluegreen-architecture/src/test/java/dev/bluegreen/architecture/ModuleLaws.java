package dev.bluegreen.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which module may know what. */
final class ModuleLaws {

    private static final DescribedPredicate<JavaClass> KUBERNETES_CLIENT = resideInAnyPackage("io.fabric8..");
    private static final DescribedPredicate<JavaClass> AWS_SDK = resideInAnyPackage("software.amazon..");

    private ModuleLaws() {}

    static List<Law> all() {
        return List.of(
                Law.of(
                        "core knows no Kubernetes client",
                        l -> unknown(l, "core", KUBERNETES_CLIENT),
                        "check.UsesClient"),
                Law.of("core knows no AWS SDK", l -> unknown(l, "core", AWS_SDK), "check.UsesAwsSdk"),
                Law.of("core knows no other module", ModuleLaws::coreStandsAlone, "check.UsesAdapter"),
                Law.of(
                        "testkit, its fakes of AWS and the laws know no adapter",
                        ModuleLaws::testArtifactsKnowNoAdapter,
                        "testkit.UsesAdapters",
                        "testkit.aws.UsesAwsAdapter",
                        "laws.UsesFabric8Adapter"),
                Law.of(
                        "testkit knows neither its fakes of AWS nor the laws",
                        l -> unknown(l, "testkit", in(l, "testkit-aws").or(in(l, "laws"))),
                        "testkit.UsesFakesOfAws",
                        "testkit.UsesLaws"),
                Law.of(
                        "the fakes of AWS know no laws",
                        l -> unknown(l, "testkit-aws", in(l, "laws")),
                        "testkit.aws.UsesLaws"),
                Law.of(
                        "the data plane that proofs are held against shares no code with them",
                        ModuleLaws::dataPlaneStandsAlone,
                        "testkit.internal.dataplane.AsksTheProduct"),
                Law.of("fabric8 knows nothing of aws", l -> unknown(l, "fabric8", in(l, "aws")), "fabric8.UsesAws"),
                Law.of("aws knows nothing of fabric8", l -> unknown(l, "aws", in(l, "fabric8")), "aws.UsesFabric8"),
                Law.of("nobody knows the examples", ModuleLaws::nobodyKnowsExamples, "fabric8.UsesExample"),
                Law.of(
                        "internal packages are used inside their module only, and shared by testkit, testkit-aws and laws",
                        ModuleLaws::internalsStayInside,
                        "fabric8.UsesInternals",
                        "laws.UsesInternalsOfCore",
                        "examples.UsesInternalsOfLaws"),
                Law.of(
                        "no Jackson type is in our byte code",
                        l -> classes().should(haveNoJackson()),
                        "fabric8.UsesJackson",
                        "fabric8.PassesJacksonOn"));
    }

    private static ArchRule unknown(Layout layout, String module, DescribedPredicate<JavaClass> secret) {
        return noClasses().that(in(layout, module)).should().dependOnClassesThat(secret);
    }

    private static DescribedPredicate<JavaClass> in(Layout layout, String module) {
        return describe("are in " + module, type -> layout.isIn(module, type));
    }

    private static ArchRule coreStandsAlone(Layout layout) {
        DescribedPredicate<JavaClass> ofAnotherModule =
                describe("are in another module", type -> layout.moduleOf(type).isPresent() && !layout.isCore(type));
        return unknown(layout, "core", ofAnotherModule);
    }

    private static ArchRule testArtifactsKnowNoAdapter(Layout layout) {
        return noClasses()
                .that(in(layout, "testkit").or(in(layout, "testkit-aws")).or(in(layout, "laws")))
                .should()
                .dependOnClassesThat(in(layout, "fabric8").or(in(layout, "aws")));
    }

    /**
     * Of ours, pods, endpoints and Services of the fake use time, the words in which bad input is refused, and the testkit
     * itself, whose tests know the real ones.
     */
    private static ArchRule dataPlaneStandsAlone(Layout layout) {
        DescribedPredicate<JavaClass> product = describe(
                "are of the product",
                type -> layout.moduleOf(type).isPresent()
                        && !layout.isIn("testkit", type)
                        && !type.getName().equals(layout.name("model.ConfigurationException"))
                        && !type.getName().equals(layout.name("model.Wording"))
                        && !type.getPackageName().equals(layout.name("spi"))
                        && !type.getPackageName().startsWith(layout.name("spi.")));
        return noClasses()
                .that()
                .resideInAnyPackage(
                        layout.within("testkit.internal.loopback"),
                        layout.within("testkit.internal.dataplane"),
                        layout.within("testkit.internal.controller"))
                .should()
                .dependOnClassesThat(product);
    }

    private static ArchRule nobodyKnowsExamples(Layout layout) {
        DescribedPredicate<JavaClass> examples = in(layout, "examples");
        return noClasses().that(DescribedPredicate.not(examples)).should().dependOnClassesThat(examples);
    }

    private static ArchRule internalsStayInside(Layout layout) {
        return classes().should(new ArchCondition<>("use internal packages of their own module only") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                user.getDirectDependenciesFromSelf().stream()
                        .filter(arrow -> Layout.isInternal(arrow.getTargetClass()))
                        .filter(arrow -> layout.moduleOf(arrow.getTargetClass()).isPresent())
                        .filter(arrow -> !layout.shareInternals(user, arrow.getTargetClass()))
                        .forEach(arrow -> events.add(SimpleConditionEvent.violated(user, arrow.getDescription())));
            }
        });
    }

    /** Looks at the bytes: a type can be in a descriptor without any use that ArchUnit would see. */
    private static ArchCondition<JavaClass> haveNoJackson() {
        return new ArchCondition<>("name no type of Jackson") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String bytes = bytesOf(type);
                if (bytes.contains("com/fasterxml/jackson/") || bytes.contains("tools/jackson/")) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " names a type of Jackson"));
                }
            }
        };
    }

    private static String bytesOf(JavaClass type) {
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class file of " + type.getName(), e);
        }
    }
}
