package io.turnpike.server;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/// A method or constructor as it is written in a source file.
///
/// @param place type, name and first line
/// @param lines lines of the body; tables of cases in annotations are not counted
/// @param parameters none for the canonical constructor of a record: those are its components; none for a method
///     that overrides another, which had the choice
record SourceMethod(String place, int lines, int parameters) {

    /// All methods and constructors that are spelt out in these files; the header of a record is none.
    static List<SourceMethod> in(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(sources);
            var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, units);
            var collector = new Collector(Trees.instance(task));
            collector.scan(task.parse(), null);
            return collector.methods;
        }
    }

    private static final class Collector extends TreePathScanner<Void, Void> {
        private final Trees trees;
        private final List<SourceMethod> methods = new ArrayList<>();

        Collector(Trees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            var unit = getCurrentPath().getCompilationUnit();
            var type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            var positions = trees.getSourcePositions();
            var first = lineAt(unit, positions.getStartPosition(unit, method));
            var body = method.getBody();
            var lines = body == null
                    ? 0
                    : lineAt(unit, positions.getEndPosition(unit, body))
                            - lineAt(unit, positions.getStartPosition(unit, body))
                            + 1;
            var place = type.getSimpleName() + "." + method.getName() + ", line " + first;
            var parameters = isCanonical(method, type) || isOverride(method)
                    ? 0
                    : method.getParameters().size();
            methods.add(new SourceMethod(place, lines, parameters));
            return super.visitMethod(method, null);
        }

        private static boolean isOverride(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
        }

        /// The only instance fields of a record are its components.
        private static boolean isCanonical(MethodTree method, ClassTree type) {
            var components = type.getMembers().stream()
                    .filter(member -> member instanceof VariableTree field
                            && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .count();
            return type.getKind() == Tree.Kind.RECORD
                    && method.getName().contentEquals("<init>")
                    && method.getParameters().size() == components;
        }

        private static int lineAt(CompilationUnitTree unit, long position) {
            return Math.toIntExact(unit.getLineMap().getLineNumber(position));
        }
    }
}
