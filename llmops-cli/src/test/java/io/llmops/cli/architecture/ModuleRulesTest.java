package io.llmops.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        ARROWS.put("jdbc", List.of("api", "core"));
        ARROWS.put("onnx", List.of("api"));
        ARROWS.put("tika", List.of("api"));
        ARROWS.put("schema", List.of("api"));
        ARROWS.put("opencc", List.of("api"));
        ARROWS.put("web", List.of("api"));
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
                        "tika",
                        "schema",
                        "opencc",
                        "web"));
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
    void should_show_of_our_modules_the_api_alone_in_the_test_kit() {
        JavaClasses kit = ProductClasses.testKit();
        assertThat(kit.size()).isGreaterThan(20);
        assertThat(kit.stream()
                        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                        .map(d -> moduleOf(d.getTargetClass())))
                .containsOnly("", "api", "test");
    }

    @Test
    void should_keep_every_class_in_the_module_that_owns_its_package() {
        assertThat(ALL)
                .allSatisfy(c -> assertThat(c.getSource().orElseThrow().getUri().toString())
                        .contains("/llmops-" + moduleOf(c) + "/"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void should_give_every_jar_the_module_name_of_its_packages(String module) throws IOException {
        String pom = Files.readString(Checkout.ROOT.resolve(module).resolve("pom.xml"));
        String name = module.substring(module.lastIndexOf('-') + 1);
        assertThat(pom).contains("<llmops.module.name>io.llmops." + name + "</llmops.module.name>");
    }

    static String[] modules() {
        return Checkout.MODULES;
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

    /** The time that everything else waits by, and those that wait by it, between attempts and for a rate limit. */
    private static final Set<String> WAITS = Set.of(
            "io.llmops.core.endpoint.SystemTime",
            "io.llmops.core.endpoint.SyncCalls",
            "io.llmops.core.gateway.SharedLimits",
            "io.llmops.core.limit.RateLimiter",
            "io.llmops.web.SystemPaceTime");

    @Test
    void should_neither_serialise_nor_sleep_nor_read_the_system_clock() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(ALL);
        assertThat(ALL.stream()
                        .flatMap(c -> c.getAccessesFromSelf().stream())
                        .filter(ModuleRulesTest::sleepsOrReadsTheSystemClock)
                        .filter(access ->
                                !WAITS.contains(access.getOriginOwner().getFullName()))
                        .map(JavaAccess::getDescription))
                .isEmpty();
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

    /** Calls and method references. A clock that is given, {@code Clock.systemUTC()} by default, is the way to the time. */
    private static boolean sleepsOrReadsTheSystemClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String target = access.getTarget().getFullName();
        return access.getName().equals("sleep")
                || target.equals("java.lang.System.currentTimeMillis()")
                || target.equals("java.util.Date.<init>()")
                || (owner.startsWith("java.time.") && target.endsWith(".now()"));
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
