package io.llmops.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds real provider jars: compiles sources, drops or changes classes, and adds the service file. */
final class JarFixture {

    private final Path directory;

    JarFixture(Path directory) {
        this.directory = directory;
    }

    /** A jar of one provider of metrics, from its source. */
    Path jar(String name, String providerClass, String source) throws IOException {
        return jar(name, providerClass, List.of(source), List.of(), bytes -> bytes);
    }

    /**
     * A jar of providers of metrics.
     *
     * @param without simple names of classes that are compiled, but left out of the jar
     * @param change applied to the bytes of every class
     */
    Path jar(
            String name, String providerClass, List<String> sources, List<String> without, UnaryOperator<byte[]> change)
            throws IOException {
        Path classes = Files.createDirectories(directory.resolve(name + "-classes"));
        compile(classes, sources);
        Path jar = directory.resolve(name + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String simpleName = file.getFileName().toString().replace(".class", "");
                if (!without.contains(simpleName)) {
                    put(
                            zip,
                            classes.relativize(file).toString().replace('\\', '/'),
                            change.apply(Files.readAllBytes(file)));
                }
            }
            put(
                    zip,
                    "META-INF/services/io.llmops.api.spi.MetricProvider",
                    providerClass.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    /** The source of a working provider. */
    static String source(String simpleName, String providerName, String more) {
        return """
                package fixture;
                import io.llmops.api.eval.Metric;
                import java.util.Map;
                public class %s %s implements io.llmops.api.spi.MetricProvider {
                    @Override public String name() { return "%s"; }
                    @Override public Metric metric(Map<String, String> settings) { throw new IllegalStateException(); }
                %s
                }
                """.formatted(
                        simpleName,
                        more.startsWith("extends") ? more : "",
                        providerName,
                        more.startsWith("extends") ? "" : more);
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static void compile(Path classes, List<String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = new ArrayList<>();
        for (String source : sources) {
            String simpleName = source.replaceAll("(?s).*?public class (\\w+).*", "$1");
            files.add(
                    new SimpleJavaFileObject(
                            URI.create(String.format(Locale.ROOT, "string:///fixture/%s.java", simpleName)),
                            JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    });
        }
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"),
                        null,
                        files)
                .call();
        assertThat(compiled).as("the fixture compiles").isTrue();
    }
}
