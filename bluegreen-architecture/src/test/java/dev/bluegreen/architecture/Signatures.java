package dev.bluegreen.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users may name of a library, a line each: types, and their public and protected members, with generic types. */
final class Signatures {

    private static final Set<JavaModifier> SHOWN =
            Set.of(JavaModifier.STATIC, JavaModifier.ABSTRACT, JavaModifier.FINAL, JavaModifier.PROTECTED);

    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    private Signatures() {}

    static Set<String> of(JavaClasses classes) {
        return classes.stream()
                .filter(type -> !Layout.isInternal(type) && isSeen(type))
                .flatMap(Signatures::of)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A nested type is seen when all around it are. */
    private static boolean isSeen(JavaClass type) {
        return isShown(type.getModifiers())
                && type.getEnclosingClass().map(Signatures::isSeen).orElse(true)
                && !type.isAnonymousClass()
                && !type.isLocalClass();
    }

    private static boolean isShown(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<String> of(JavaClass type) {
        Stream<String> members = type.getMembers().stream()
                .filter(member -> isShown(member.getModifiers()))
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(member -> !OF_EVERY_OBJECT.contains(member.getName()))
                .map(member -> type.getName() + shown(member) + modifiers(member.getModifiers()));
        return Stream.concat(Stream.of(declaration(type)), members);
    }

    private static String declaration(JavaClass type) {
        String above = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .map(JavaType::getName)
                .filter(name -> !name.equals("java.lang.Object"))
                .sorted()
                .collect(Collectors.joining(", "));
        return type.getName() + " is " + kind(type)
                + (type.getModifiers().contains(JavaModifier.ABSTRACT) ? " abstract" : "")
                + (type.getModifiers().contains(JavaModifier.FINAL) ? " final" : "")
                + (above.isEmpty() ? "" : " of " + above);
    }

    private static String kind(JavaClass type) {
        return type.isAnnotation()
                ? "annotation"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String shown(JavaMember member) {
        if (member instanceof JavaCodeUnit unit) {
            return "." + unit.getName() + parameters(unit) + ": "
                    + unit.getReturnType().getName() + thrown(unit);
        }
        return "." + member.getName()
                + (member instanceof JavaField field ? ": " + field.getType().getName() : "");
    }

    private static String parameters(JavaCodeUnit unit) {
        return unit.getParameterTypes().stream().map(JavaType::getName).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String thrown(JavaCodeUnit unit) {
        return unit.getExceptionTypes().stream()
                .map(JavaClass::getName)
                .map(name -> " throws " + name)
                .collect(Collectors.joining());
    }

    private static String modifiers(Set<JavaModifier> modifiers) {
        return modifiers.stream()
                .filter(SHOWN::contains)
                .map(modifier -> " " + modifier.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining());
    }
}
