package io.llmops.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house (DESIGN, part 2): which module may see which, and what every package must be. */
class ModuleRulesTest {

    private static final JavaClasses ALL = ProductClasses.all();

    /** Each module's packages, and the modules that it may depend on. */
    private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

    static {
        ARROWS.put("api", List.of());
        ARROWS.put("core", List.of("api"));
        ARROWS.put("rag", List.of("api", "core"));
        ARROWS.put("agent", List.of("api", "core"));
        ARROWS.put("eval", List.of("api", "core"));
        ARROWS.put("http", List.of("api"));
        ARROWS.put("openai", List.of("api", "http"));
        ARROWS.put("ollama", List.of("api", "http"));
        ARROWS.put("anthropic", List.of("api", "http"));
        ARROWS.put("gemini", List.of("api", "http"));
        ARROWS.put("jdbc", List.of("api"));
        ARROWS.put("onnx", List.of("api"));
        ARROWS.put("tika", List.of("api"));
        ARROWS.put(
                "cli",
                List.of(
                        "api",
                        "core",
                        "rag",
                        "agent",
                        "eval",
                        "openai",
                        "ollama",
                        "anthropic",
                        "gemini",
                        "jdbc",
                        "onnx",
                        "tika"));
    }

    @Test
    void should_see_every_module_so_that_no_rule_passes_by_matching_nothing() {
        assertThat(ALL.size()).isGreaterThan(300);
        ARROWS.keySet().forEach(module -> assertThat(ALL.stream().filter(c -> module.equals(moduleOf(c))))
                .as("classes of module %s", module)
                .hasSizeGreaterThan(2));
    }

    @Test
    void should_depend_only_along_the_arrows() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass c : ALL) {
            String from = moduleOf(c);
            c.getDirectDependenciesFromSelf().forEach(d -> {
                String to = moduleOf(d.getTargetClass());
                if (!to.isEmpty()
                        && !to.equals(from)
                        && !ARROWS.getOrDefault(from, List.of()).contains(to)) {
                    wrong.add(d.getDescription());
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void should_have_no_cycles_between_packages() {
        slices().matching("io.llmops.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void should_declare_nullness_on_every_package() {
        TreeSet<String> without = new TreeSet<>();
        for (JavaClass c : ALL) {
            JavaPackage p = c.getPackage();
            boolean marked = p.tryGetPackageInfo()
                    .map(i -> i.isAnnotatedWith(NullMarked.class))
                    .orElse(false);
            if (!marked) {
                without.add(p.getName());
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void should_run_tools_from_the_gate_alone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.llmops.agent.tool.ToolGate")
                .should()
                .callMethodWhere(target(name("run"))
                        .and(target(owner(JavaClass.Predicates.assignableTo("io.llmops.api.tool.AgentTool")))))
                .check(ALL);
        assertThat(ALL.contain("io.llmops.agent.tool.ToolGate")).isTrue();
    }

    @Test
    void should_neither_serialise_nor_sleep_nor_read_the_system_clock() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(ALL);
    }

    @Test
    void should_print_from_the_command_line_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.llmops.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ALL);
    }

    @Test
    void should_throw_only_exceptions_of_our_root_or_of_langchain4j_for_providers() {
        classes()
                .that()
                .areAssignableTo(RuntimeException.class)
                .and()
                .arePublic()
                .should()
                .beAssignableTo("io.llmops.api.exception.LlmOpsException")
                .orShould()
                .beAssignableTo("dev.langchain4j.exception.LangChain4jException")
                .check(ALL);
    }

    /** The module that owns a class, or empty for a class that is not ours; the facade's package is core's. */
    static String moduleOf(JavaClass c) {
        String name = c.getPackageName();
        if (name.equals("io.llmops")) {
            return "core";
        }
        return name.startsWith("io.llmops.")
                ? name.substring("io.llmops.".length()).split("\\.")[0]
                : "";
    }
}
