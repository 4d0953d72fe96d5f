package io.llmops.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Public signatures of the libraries hold JDK, LangChain4j and our own types only (DESIGN, part 2, rule 2). */
class PublicSurfaceTest {

    private static final List<String> LIBRARIES = List.of("api", "core", "rag", "agent", "eval");
    private static final List<String> ALLOWED =
            List.of("java.", "javax.", "dev.langchain4j.", "io.llmops.", "org.jspecify.annotations.");

    @Test
    void should_show_no_type_of_a_library_that_is_an_implementation_detail() {
        TreeSet<String> wrong = new TreeSet<>();
        long looked = 0;
        for (JavaClass c : ProductClasses.all()) {
            if (!LIBRARIES.contains(ModuleRulesTest.moduleOf(c)) || !isReachable(c)) {
                continue;
            }
            for (JavaCodeUnit unit : c.getCodeUnits()) {
                if (isVisible(unit.getModifiers())) {
                    looked++;
                    Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
                            .filter(PublicSurfaceTest::isForeign)
                            .forEach(t -> wrong.add(unit.getFullName() + " shows " + t.getName()));
                }
            }
            for (JavaField field : c.getFields()) {
                if (isVisible(field.getModifiers()) && isForeign(field.getType())) {
                    wrong.add(field.getFullName() + " shows " + field.getType().getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(looked).as("visible methods looked at").isGreaterThan(500);
    }

    private static boolean isReachable(JavaClass c) {
        return c.getModifiers().contains(JavaModifier.PUBLIC)
                && c.getEnclosingClass().map(PublicSurfaceTest::isReachable).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isForeign(JavaType type) {
        return type.getAllInvolvedRawTypes().stream()
                .map(JavaClass::getBaseComponentType)
                .anyMatch(t -> !t.isPrimitive() && ALLOWED.stream().noneMatch(t.getName()::startsWith));
    }
}
