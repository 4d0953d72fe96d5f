package io.llmops.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL server on the loopback interface, with its data in a directory of its own: one for all tests of a run,
 * stopped and deleted at its end. Tests are skipped where its programs are not installed.
 */
public final class PostgresServer implements BeforeAllCallback {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> programs = programs();
        assumeTrue(programs.isPresent(), "no PostgreSQL: initdb and postgres are not installed here");
        running(context, programs.get());
    }

    private static Running running(ExtensionContext context, Path programs) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PostgresServer.class))
                .getOrComputeIfAbsent(Running.class, k -> Running.start(programs), Running.class);
    }

    /** URL of a new and empty schema. */
    public static String newSchema() {
        String schema = "s" + SCHEMAS.incrementAndGet();
        execute("CREATE SCHEMA " + schema);
        return Running.url + "&currentSchema=" + schema;
    }

    static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(Running.url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A directory that has both programs, of those on the path and where Debian keeps them. */
    private static Optional<Path> programs() {
        List<Path> places = new ArrayList<>();
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            places.add(Path.of(directory));
        }
        try (Stream<Path> versions = Files.isDirectory(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.empty()) {
            versions.sorted(Comparator.reverseOrder()).forEach(v -> places.add(v.resolve("bin")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return places.stream()
                .filter(p -> Files.isExecutable(p.resolve("initdb")) && Files.isExecutable(p.resolve("postgres")))
                .findFirst();
    }

    /** The server's process and its data. */
    private static final class Running implements AutoCloseable {
        /** Of the one server of this process. */
        private static volatile String url = "";

        private final Path data;
        private final Process process;

        private Running(Path data, Process process) {
            this.data = data;
            this.process = process;
        }

        static Running start(Path programs) {
            try {
                Path data = Files.createTempDirectory("llmops-postgres");
                // The server refuses to run as root, so that root runs it as a user with fewer rights.
                List<String> as = new ArrayList<>();
                if (System.getProperty("user.name").equals("root")) {
                    String user = exists("postgres") ? "postgres" : "nobody";
                    Files.setOwner(
                            data,
                            data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
                    as.addAll(List.of("runuser", "-u", user, "--"));
                }
                Process init = command(
                                as,
                                programs.resolve("initdb"),
                                "-D",
                                data.toString(),
                                "-U",
                                "llmops",
                                "-A",
                                "trust",
                                "-E",
                                "UTF8",
                                "--no-locale",
                                "-N")
                        .start();
                String said = new String(init.getInputStream().readAllBytes(), UTF_8);
                if (init.waitFor() != 0) {
                    throw new IllegalStateException("initdb failed: " + said);
                }
                int port = freePort();
                Process server = command(
                                as,
                                programs.resolve("postgres"),
                                "-D",
                                data.toString(),
                                "-p",
                                Integer.toString(port),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "fsync=off",
                                "-c",
                                "max_connections=60")
                        .start();
                awaitReady(server);
                url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=llmops";
                return new Running(data, server);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static ProcessBuilder command(List<String> as, Path program, String... arguments) {
            List<String> command = new ArrayList<>(as);
            command.add(program.toString());
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command).directory(new java.io.File("/")).redirectErrorStream(true);
        }

        private static boolean exists(String user) throws IOException {
            return Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(l -> l.startsWith(user + ":"));
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        /** Its output must be read on, or it would stop when the pipe is full. */
        private static void awaitReady(Process server) throws IOException {
            BufferedReader lines = server.inputReader(UTF_8);
            StringBuilder said = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.contains("ready to accept connections")) {
                    Thread reader = new Thread(() -> readOn(lines), "postgres-output");
                    reader.setDaemon(true);
                    reader.start();
                    return;
                }
            }
            throw new IllegalStateException("the server ended: " + said);
        }

        private static void readOn(BufferedReader lines) {
            try {
                lines.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                // the server was stopped
            }
        }

        private boolean ended() {
            try {
                return process.waitFor(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            // runuser hands no signal on, so that its children are asked, too.
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            if (!ended()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
