package dev.bluegreen.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/** What a class of ours looks like. */
final class ShapeLaws {

    /** Classes that are open for a reason; name one here to allow it. */
    private static final Set<String> OPEN = Set.of("dev.bluegreen.model.BlueGreenException");

    private static final int MOST_COMPONENTS = 5;

    private static final Set<String> LOOKING_UP = Set.of(
            "forName",
            "newInstance",
            "getMethod",
            "getMethods",
            "getDeclaredMethod",
            "getDeclaredMethods",
            "getField",
            "getFields",
            "getDeclaredField",
            "getDeclaredFields",
            "getConstructor",
            "getConstructors",
            "getDeclaredConstructor",
            "getDeclaredConstructors");

    private ShapeLaws() {}

    static List<Law> all() {
        return List.of(
                Law.of("no class is open by accident", ShapeLaws::closed, "model.OpenByAccident"),
                Law.of(
                        "no static field can change",
                        ShapeLaws::noStaticState,
                        "model.StaticState",
                        "model.StaticCollection",
                        "model.StaticArray"),
                Law.of("nobody uses reflection", ShapeLaws::noReflection, "model.Reflects", "model.LooksUp"),
                Law.of("no public record has more than five components", ShapeLaws::narrow, "model.WideRecord"),
                Law.of("a getter never shares its name with what sets it", ShapeLaws::apart, "model.SharesItsName"));
    }

    /** A component that is added to a record breaks all who make it: what may grow is a class with a builder. */
    private static ArchRule narrow(Layout layout) {
        return noClasses().should(ArchConditions.be(describe("a wide public record", ShapeLaws::isWide)));
    }

    private static boolean isWide(JavaClass type) {
        return type.isRecord() && isApi(type) && type.reflect().getRecordComponents().length > MOST_COMPONENTS;
    }

    private static boolean isApi(JavaClass type) {
        boolean isOpen = type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ShapeLaws::isApi).orElse(true);
        return isOpen && !Layout.isInternal(type);
    }

    private static ArchRule apart(Layout layout) {
        return noMethods()
                .should(ArchConditions.be(describe("named like a getter of its type", ShapeLaws::sharesItsName)));
    }

    private static boolean sharesItsName(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return isApi(owner)
                && isOpen(method)
                && method.getRawParameterTypes().size() == 1
                && owner.isAssignableTo(method.getRawReturnType().getName())
                && owner.getAllMethods().stream().anyMatch(other -> isGetter(other, method.getName()));
    }

    private static boolean isGetter(JavaMethod method, String name) {
        return method.getName().equals(name)
                && isOpen(method)
                && method.getRawParameterTypes().isEmpty()
                && !method.getRawReturnType().equals(method.getOwner());
    }

    private static boolean isOpen(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && !method.getModifiers().contains(JavaModifier.STATIC);
    }

    private static ArchRule closed(Layout layout) {
        return noClasses()
                .should(ArchConditions.be(describe("open for extension, unnamed in the rule", ShapeLaws::isOpen)));
    }

    private static boolean isOpen(JavaClass type) {
        Set<JavaModifier> modifiers = type.getModifiers();
        boolean closed = modifiers.contains(JavaModifier.FINAL)
                || modifiers.contains(JavaModifier.ABSTRACT)
                || type.isEnum()
                || type.isInterface()
                || type.isAnonymousClass()
                || type.reflect().isSealed();
        return !closed && !OPEN.contains(type.getName());
    }

    private static ArchRule noStaticState(Layout layout) {
        return noFields().should(ArchConditions.be(describe("static and mutable", ShapeLaws::isStaticState)));
    }

    private static boolean isStaticState(JavaField field) {
        Set<JavaModifier> modifiers = field.getModifiers();
        return modifiers.contains(JavaModifier.STATIC)
                && !modifiers.contains(JavaModifier.SYNTHETIC)
                && (!modifiers.contains(JavaModifier.FINAL) || isMutable(field.getRawType()));
    }

    private static boolean isMutable(JavaClass type) {
        return type.isArray()
                || type.isAssignableTo(AbstractCollection.class)
                || type.isAssignableTo(AbstractMap.class)
                || type.isAssignableTo(ConcurrentMap.class)
                || type.isAssignableTo(ThreadLocal.class)
                || type.getPackageName().equals("java.util.concurrent.atomic");
    }

    private static ArchRule noReflection(Layout layout) {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.reflect.."))
                .orShould()
                .accessTargetWhere(describe("this is reflection", access -> looksUp(access.getTarget())));
    }

    private static boolean looksUp(AccessTarget target) {
        return target.getOwner().isEquivalentTo(Class.class) && LOOKING_UP.contains(target.getName());
    }
}
