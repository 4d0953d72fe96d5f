package io.llmops.cli.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the published modules declare for others to use, as their sources say it, and the texts that they hold. */
final class PublicDeclarations {

    private final Set<String> documented = new TreeSet<>();
    private final Set<String> undocumented = new TreeSet<>();
    private final Map<String, List<String>> literals = new HashMap<>();

    private PublicDeclarations() {}

    static PublicDeclarations parse() {
        PublicDeclarations all = new PublicDeclarations();
        for (String module : Checkout.MODULES) {
            all.parse(module);
        }
        return all;
    }

    /** Public and protected types and members with a comment. */
    Set<String> documented() {
        return documented;
    }

    /** Those without; what overrides inherits its comment. */
    Set<String> undocumented() {
        return undocumented;
    }

    /** Every string literal of a module, as it is written. */
    List<String> literals(String module) {
        return literals.getOrDefault(module, List.of());
    }

    private void parse(String module) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> sources = Files.walk(Checkout.ROOT.resolve(module).resolve("src/main/java"))) {
            List<Path> java =
                    sources.filter(f -> f.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
            Scanner scanner =
                    new Scanner(DocTrees.instance(task), literals.computeIfAbsent(module, m -> new ArrayList<>()));
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes through one module. What is declared inside of a method or of a type that is not public is passed over. */
    private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees docs;
        private final List<String> strings;
        private boolean published = true;
        private boolean ofInterface;

        Scanner(DocTrees docs, List<String> strings) {
            this.docs = docs;
            this.strings = strings;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            boolean outer = published;
            boolean outerInterface = ofInterface;
            published =
                    isPublished(type.getModifiers()) && !type.getSimpleName().isEmpty();
            if (published) {
                note(type.getSimpleName().toString());
            }
            ofInterface = type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
            super.visitClass(type, null);
            published = outer;
            ofInterface = outerInterface;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            if (isPublished(method.getModifiers()) && !overrides(method)) {
                note(method.getName().toString());
            }
            boolean outer = published;
            published = false;
            super.visitMethod(method, null);
            published = outer;
            return null;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree
                    && isPublished(variable.getModifiers())) {
                note(variable.getName().toString());
            }
            boolean outer = published;
            published = false;
            super.visitVariable(variable, null);
            published = outer;
            return null;
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
            if (literal.getValue() instanceof String text) {
                strings.add(text);
            }
            return null;
        }

        private boolean isPublished(ModifiersTree modifiers) {
            return published
                    && ((ofInterface && !modifiers.getFlags().contains(Modifier.PRIVATE))
                            || modifiers.getFlags().contains(Modifier.PUBLIC)
                            || modifiers.getFlags().contains(Modifier.PROTECTED));
        }

        private boolean overrides(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
        }

        private void note(String name) {
            String comment = docs.getDocComment(getCurrentPath());
            CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
            long line = unit.getLineMap()
                    .getLineNumber(docs.getSourcePositions()
                            .getStartPosition(unit, getCurrentPath().getLeaf()));
            String place = Checkout.ROOT.relativize(Path.of(unit.getSourceFile().toUri())) + ":" + line + " " + name;
            (comment == null || comment.isBlank() ? undocumented : documented).add(place);
        }
    }
}
