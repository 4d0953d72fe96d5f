package io.llmops.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The choke points of the house (DESIGN, part 2, rule 5). Each rule names the classes that may do what no other may, and
 * fails also where one of them no longer does it, so that no exception outlives its reason.
 */
class ChokePointsTest {

    private static final Set<String> FILES_THAT_CHANGE = Set.of(
            "write",
            "writeString",
            "newBufferedWriter",
            "newOutputStream",
            "newByteChannel",
            "copy",
            "move",
            "delete",
            "deleteIfExists",
            "createFile",
            "createDirectory",
            "createDirectories",
            "createLink",
            "createSymbolicLink",
            "createTempFile",
            "createTempDirectory",
            "setAttribute",
            "setLastModifiedTime",
            "setPosixFilePermissions");

    private static final Set<String> FILE_THAT_CHANGES = Set.of(
            "delete", "deleteOnExit", "mkdir", "mkdirs", "renameTo", "createNewFile", "createTempFile", "setWritable");

    private static final Set<String> FILE_WRITERS = Set.of(
            "java.io.FileOutputStream",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.io.PrintStream",
            "java.io.PrintWriter");

    private static final Set<String> NETWORK = Set.of(
            "java.net.Socket",
            "java.net.ServerSocket",
            "java.net.DatagramSocket",
            "java.net.MulticastSocket",
            "java.net.InetAddress",
            "java.net.http.HttpClient",
            "java.net.http.HttpClient$Builder",
            "java.nio.channels.SocketChannel",
            "java.nio.channels.ServerSocketChannel",
            "java.nio.channels.DatagramChannel",
            "java.nio.channels.AsynchronousSocketChannel",
            "java.nio.channels.AsynchronousServerSocketChannel",
            "com.sun.net.httpserver.HttpServer",
            "dev.langchain4j.http.client.jdk.JdkHttpClientBuilder",
            "org.apache.hc.client5.http.impl.classic.HttpClients",
            "org.apache.hc.client5.http.impl.classic.HttpClientBuilder",
            "org.apache.hc.client5.http.impl.classic.CloseableHttpClient",
            "org.jsoup.Connection");

    private static final Set<String> URL_THAT_CONNECTS = Set.of("openConnection", "openStream", "getContent");

    @Test
    void should_change_files_through_the_one_door_alone() {
        Map<String, String> allowed = Map.of(
                "io.llmops.core.io.FileIo", "the door",
                "io.llmops.jdbc.Dialect$1", "makes the directory of a database, a store of its own kind",
                "io.llmops.cli.RankedCorpus", "an index that is scratch, deleted with its directory when it is closed");

        assertThat(accessesByClass(ChokePointsTest::changesFiles).keySet())
                .containsExactlyInAnyOrderElementsOf(allowed.keySet());
    }

    @Test
    void should_keep_lucene_directories_to_the_index_and_jdbc_to_its_module() {
        assertThat(accessesByClass(a -> owner(a).startsWith("org.apache.lucene.store.")
                                && a.getTargetOwner().getSimpleName().endsWith("Directory"))
                        .keySet())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c).startsWith("io.llmops.rag.index."));
        assertThat(accessesByClass(a -> owner(a).startsWith("java.sql.")).keySet())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c).startsWith("io.llmops.jdbc."));
    }

    @Test
    void should_open_connections_from_the_http_clients_of_the_integrations_alone() {
        Map<String, String> allowed = Map.of(
                "io.llmops.http.ProviderHttpClient", "calls the endpoint that the user named",
                "io.llmops.http.SharedClient", "makes that client",
                "io.llmops.ollama.OllamaProbe", "looks for an Ollama on the loopback when asked to",
                "io.llmops.web.WebExchange",
                        "fetches what EgressClient was asked for, the one way to URLs that others choose",
                "io.llmops.web.EgressPolicy", "checks the addresses that it goes to",
                "io.llmops.web.PublicAddresses", "says which addresses are public",
                "io.llmops.web.AddressBlock", "compares addresses",
                "io.llmops.web.HostResolver", "looks the host up for that check",
                "io.llmops.cli.demo.Handbook", "reads the handbook out of the jar that it is in");

        assertThat(accessesByClass(ChokePointsTest::connects).keySet())
                .containsExactlyInAnyOrderElementsOf(allowed.keySet());
    }

    @Test
    void should_run_tools_from_the_gate_alone() {
        assertThat(accessesByClass(a -> a.getName().equals("run")
                                && a.getTargetOwner().isAssignableTo("io.llmops.api.tool.AgentTool"))
                        .keySet())
                .containsExactly("io.llmops.agent.tool.ToolGate");
    }

    /** What matches, by the class that does it; method references count as calls. */
    private static Map<String, Set<String>> accessesByClass(Predicate<JavaAccess<?>> matches) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass c : ProductClasses.all()) {
            Stream<JavaAccess<?>> accesses = c.getAccessesFromSelf().stream().map(a -> a);
            accesses.filter(matches).forEach(a -> found.computeIfAbsent(c.getName(), n -> new TreeSet<>())
                    .add(a.getDescription()));
        }
        return found;
    }

    private static boolean changesFiles(JavaAccess<?> access) {
        String name = access.getName();
        return switch (owner(access)) {
            case "java.nio.file.Files" -> FILES_THAT_CHANGE.contains(name) && !readsInto(access);
            case "java.io.File" -> FILE_THAT_CHANGES.contains(name);
            case "java.nio.channels.FileChannel", "java.nio.channels.AsynchronousFileChannel" -> name.equals("open");
            default -> FILE_WRITERS.contains(owner(access)) && name.equals("<init>") && takesFile(access);
        };
    }

    /** {@code Files.copy(Path, OutputStream)} reads a file. */
    private static boolean readsInto(JavaAccess<?> access) {
        return access.getName().equals("copy")
                && access.getTarget().getFullName().endsWith("(java.nio.file.Path, java.io.OutputStream)");
    }

    private static boolean takesFile(JavaAccess<?> access) {
        String signature = access.getTarget().getFullName();
        return signature.contains("(java.io.File,")
                || signature.contains("(java.io.File)")
                || signature.contains("(java.lang.String");
    }

    private static boolean connects(JavaAccess<?> access) {
        return NETWORK.contains(owner(access))
                || (owner(access).equals("org.jsoup.Jsoup") && access.getName().equals("connect"))
                || access.getTarget().getFullName().endsWith("SiteMapParser.parseSiteMap(java.net.URL)")
                || (owner(access).equals("java.net.URL") && URL_THAT_CONNECTS.contains(access.getName()));
    }

    private static String owner(JavaAccess<?> access) {
        return access.getTargetOwner().getName();
    }
}
