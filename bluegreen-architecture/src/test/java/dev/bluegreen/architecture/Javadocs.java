package dev.bluegreen.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The Javadoc of what users see: public types, and their public or protected methods, constructors and constants. What
 * overrides is documented by what it overrides; enum constants and record components by their type.
 */
final class Javadocs extends TreePathScanner<Void, Boolean> {

    private final DocTrees trees;
    private final Map<String, String> summaries = new TreeMap<>();
    private final List<Method> methods = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * A method that users see.
     *
     * @param type full name of the type that declares it
     * @param signature its name and parameters, as written
     * @param returns the type it returns, as written
     * @param summary the first sentence of its Javadoc
     */
    record Method(String type, String signature, String returns, String summary) {}

    private Javadocs(DocTrees trees) {
        this.trees = trees;
    }

    /** Reads sources without compiling them. */
    static Javadocs of(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            Javadocs javadocs = new Javadocs(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                javadocs.scan(new TreePath(unit), true);
            }
            return javadocs;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read sources", e);
        }
    }

    /** Public types and members without Javadoc. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    /** The first sentence on a top-level or nested type, or an empty one. */
    String summaryOf(String type) {
        return summaries.getOrDefault(type, "");
    }

    /** The public and protected methods that a type declares. */
    List<Method> methodsOf(String type) {
        return methods.stream().filter(method -> method.type().equals(type)).toList();
    }

    @Override
    public Void visitClass(ClassTree type, Boolean visible) {
        boolean shown = visible && isShown(type.getModifiers());
        if (shown) {
            summaries.put(name(type.getSimpleName()), summary());
            demand(name(type.getSimpleName()));
        }
        return super.visitClass(type, shown);
    }

    @Override
    public Void visitMethod(MethodTree method, Boolean visible) {
        if (visible && isShown(method.getModifiers()) && !overrides(method) && !isCompact(method)) {
            demand(name(method.getName()) + "()");
            methods.add(method(method));
        }
        return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Boolean visible) {
        Set<Modifier> modifiers = field.getModifiers().getFlags();
        boolean ofInterface = enclosing() instanceof ClassTree type && type.getKind() == Tree.Kind.INTERFACE;
        boolean constant = modifiers.contains(Modifier.STATIC) || ofInterface;
        if (visible && constant && isShown(field.getModifiers()) && !isEnumConstant(field)) {
            demand(name(field.getName()));
        }
        return null;
    }

    private Method method(MethodTree method) {
        String name = name(method.getName());
        String type = name.substring(0, name.lastIndexOf('.'));
        return new Method(
                type,
                method.getName() + "(" + method.getParameters().toString() + ")",
                String.valueOf(method.getReturnType()),
                summary());
    }

    private boolean isShown(ModifiersTree modifiers) {
        Set<Modifier> flags = modifiers.getFlags();
        return flags.contains(Modifier.PUBLIC)
                || flags.contains(Modifier.PROTECTED)
                || (enclosing() instanceof ClassTree type && isInterface(type) && !flags.contains(Modifier.PRIVATE));
    }

    private static boolean isInterface(ClassTree type) {
        return type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
    }

    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    /** A canonical constructor of a record checks what the record's own Javadoc describes. */
    private boolean isCompact(MethodTree method) {
        return method.getReturnType() == null
                && enclosing() instanceof ClassTree type
                && type.getKind() == Tree.Kind.RECORD;
    }

    /** The parser declares enum constants as fields of the enum's own type. */
    private boolean isEnumConstant(VariableTree field) {
        return enclosing() instanceof ClassTree type
                && type.getKind() == Tree.Kind.ENUM
                && String.valueOf(field.getType()).equals(type.getSimpleName().toString());
    }

    private Tree enclosing() {
        return getCurrentPath().getParentPath().getLeaf();
    }

    private void demand(String name) {
        if (summary().isEmpty()) {
            missing.add(name);
        }
    }

    private String summary() {
        var comment = trees.getDocCommentTree(getCurrentPath());
        return comment == null
                ? ""
                : comment.getFirstSentence().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining())
                        .replaceAll("\\s+", " ")
                        .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`");
    }

    private String name(CharSequence simple) {
        StringBuilder name = new StringBuilder(simple);
        for (TreePath path = getCurrentPath().getParentPath(); path != null; path = path.getParentPath()) {
            if (path.getLeaf() instanceof ClassTree outer) {
                name.insert(0, outer.getSimpleName() + ".");
            }
        }
        return name.insert(0, getCurrentPath().getCompilationUnit().getPackageName() + ".")
                .toString();
    }
}
