package dev.bluegreen.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A public type of a module, outside packages named {@code internal}, as its class files have it. */
record PublicType(Class<?> type) {

    /** Those of the module that a class belongs to: a folder of classes, or the jar that "mvn verify" makes of it. */
    static Stream<PublicType> of(Class<?> ofTheModule) {
        Path place = place(ofTheModule);
        if (Files.isDirectory(place)) {
            return in(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return in(jar.getPath("/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<PublicType> in(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .map(file ->
                            root.relativize(file).toString().replace('/', '.').replace('\\', '.'))
                    .filter(name -> name.endsWith(".class") && !name.contains("-info") && !name.contains(".internal."))
                    .map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .filter(PublicType::isPublic)
                    .map(PublicType::new)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its methods and constructors that take something, each as {@code Outer.Type.method}. */
    Set<String> takers() {
        Set<String> takers = new TreeSet<>();
        Stream<Executable> constructors =
                Modifier.isAbstract(type.getModifiers()) ? Stream.empty() : Stream.of(type.getConstructors());
        Stream.<Executable>concat(Stream.of(type.getMethods()).filter(this::isOurs), constructors)
                .filter(taker -> taker.getParameterCount() > 0)
                .forEach(taker ->
                        takers.add(name() + "." + (taker instanceof Method method ? method.getName() : "new")));
        return takers;
    }

    private String name() {
        return type.getCanonicalName().substring(type.getPackageName().length() + 1);
    }

    /** Of what it inherits only what no other public type has, and nothing that the compiler made. */
    private boolean isOurs(Method method) {
        Class<?> owner = method.getDeclaringClass();
        boolean isOwn = owner == type || (!Modifier.isPublic(owner.getModifiers()) && isOfTheProject(owner));
        boolean isMade = method.isSynthetic()
                || method.getName().equals("equals")
                || (type.isEnum() && method.getName().equals("valueOf"));
        return isOwn && !isMade;
    }

    private static boolean isOfTheProject(Class<?> owner) {
        return owner.getPackageName().startsWith("dev.bluegreen");
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return !type.isAnonymousClass()
                && !type.isLocalClass()
                && Modifier.isPublic(type.getModifiers())
                && (outer == null || isPublic(outer));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicType.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path place(Class<?> ofTheModule) {
        try {
            return Path.of(ofTheModule
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
