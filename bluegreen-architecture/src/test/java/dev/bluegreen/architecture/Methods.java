package dev.bluegreen.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The methods and constructors of Java files, with the number of lines from opening to closing brace, both included. */
final class Methods extends TreePathScanner<Void, Path> {

    private final Trees trees;
    private final List<Method> found = new ArrayList<>();

    private Methods(Trees trees) {
        this.trees = trees;
    }

    /** One method that has a body. */
    record Method(Path file, String name, long lines) {}

    /** Reads sources without compiling them. */
    static List<Method> of(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            Methods methods = new Methods(Trees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                methods.scan(new TreePath(unit), Path.of(unit.getSourceFile().toUri()));
            }
            return List.copyOf(methods.found);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read sources", e);
        }
    }

    @Override
    public Void visitMethod(MethodTree method, Path file) {
        if (method.getBody() != null) {
            String name = method.getReturnType() == null ? "the constructor" : String.valueOf(method.getName());
            found.add(new Method(file, name, linesOf(method)));
        }
        return super.visitMethod(method, file);
    }

    private long linesOf(MethodTree method) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        SourcePositions positions = trees.getSourcePositions();
        LineMap lines = unit.getLineMap();
        return lines.getLineNumber(positions.getEndPosition(unit, method))
                - lines.getLineNumber(positions.getStartPosition(unit, method.getBody()))
                + 1;
    }
}
