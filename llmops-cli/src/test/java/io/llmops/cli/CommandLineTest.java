package io.llmops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person calls it: on own documents, and with every usual mistake. */
class CommandLineTest {

    private static final String EXTRACTIVE = "--model=builtin/extractive";

    @TempDir
    Path directory;

    private String out = "";
    private String err = "";

    @Test
    void should_ingest_a_folder_and_answer_from_it_with_a_citation() throws IOException {
        Path documents = Files.createDirectories(directory.resolve("docs/sub"));
        Files.writeString(
                documents.resolve("coffee.md"), "# Kitchen\n\nThe coffee machine is cleaned every Friday at noon.\n");
        Files.writeString(documents.resolve("empty.txt"), "");
        Path knowledge = directory.resolve("kb");

        assertThat(run(
                        "ingest",
                        "--knowledge",
                        knowledge.toString(),
                        "--from",
                        directory.resolve("docs").toString()))
                .isZero();
        assertThat(out).contains("onnx/all-minilm-l6-v2", "1 added", "1 failed", "empty.txt");

        assertThat(run("ask", EXTRACTIVE, "--knowledge", knowledge.toString(), "When is the coffee machine cleaned?"))
                .isZero();
        assertThat(out).contains("every Friday at noon. [1]", "coffee.md");
        assertThat(err).startsWith("Model: builtin/extractive");
    }

    @Test
    void should_choose_the_chinese_model_for_chinese_documents_and_refuse_in_chinese() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("文档")).resolve("咖啡.txt"), "咖啡机每周五中午清洗一次，由行政部负责。");
        Path knowledge = directory.resolve("知识库");

        run(
                "ingest",
                "--knowledge",
                knowledge.toString(),
                "--from",
                directory.resolve("文档").toString());
        assertThat(out).contains("onnx/bge-small-zh-v1.5", "1 added");
        run("ask", EXTRACTIVE, "--knowledge", knowledge.toString(), "谁发明了相对论？");
        assertThat(out).contains("知识库中没有相关内容。");
    }

    @Test
    void should_name_a_folder_that_is_missing() {
        assertFails(
                "missing",
                "ingest",
                "--knowledge",
                directory.resolve("kb").toString(),
                "--from",
                directory.resolve("missing").toString());
        assertThat(directory.resolve("kb")).doesNotExist();
    }

    @Test
    void should_say_how_to_make_a_knowledge_base_that_is_not_there() {
        assertFails(
                "llmops ingest",
                "ask",
                EXTRACTIVE,
                "--knowledge",
                directory.resolve("none").toString(),
                "x");
    }

    @Test
    void should_say_that_a_knowledge_base_is_empty_instead_of_refusing_every_question() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("空文件夹"));
        Path knowledge = directory.resolve("kb");
        run("ingest", "--knowledge", knowledge.toString(), "--from", empty.toString());

        assertFails("is empty", "ask", EXTRACTIVE, "--knowledge", knowledge.toString(), "年假有几天？");
        assertThat(err.lines()).hasSize(1);
        assertThat(err).contains(knowledge.toString(), "llmops ingest");
        assertThat(out).isEmpty();
    }

    @Test
    void should_name_an_unknown_model_and_the_providers_there_are() throws IOException {
        Path knowledge = knowledge();
        assertFails("nobody", "ask", "--model=nobody/x", "--knowledge", knowledge.toString(), "x");
        assertThat(err).contains("builtin", "ollama", "openai");
        assertFails("provider/name", "ask", "--model=gpt", "--knowledge", knowledge.toString(), "x");
    }

    @Test
    void should_name_an_unknown_embedding_model_and_leave_nothing_behind() throws IOException {
        Path documents = Files.createDirectories(directory.resolve("docs"));
        Files.writeString(documents.resolve("a.txt"), "Something.");
        Path knowledge = directory.resolve("kb");

        assertFails(
                "onnx/nothing",
                "ingest",
                "--knowledge",
                knowledge.toString(),
                "--from",
                documents.toString(),
                "--embedding",
                "onnx/nothing");
        assertThat(knowledge).doesNotExist();
    }

    @Test
    void should_name_a_damaged_index_and_what_to_do() throws IOException {
        Path knowledge = knowledge();
        try (var files = Files.list(knowledge)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("segments_"))
                    .toList()) {
                Files.writeString(file, "damaged");
            }
        }
        assertFails("kb", "ask", EXTRACTIVE, "--knowledge", knowledge.toString(), "x");
        assertThat(err).contains("ingest");
    }

    @Test
    void should_name_a_file_of_an_evaluation_that_is_missing() {
        assertFails(
                "queries.jsonl",
                "eval",
                "retrieval",
                "--corpus",
                directory.resolve("corpus.jsonl").toString(),
                "--queries",
                directory.resolve("queries.jsonl").toString(),
                "--qrels",
                "r",
                "--embedding",
                "none");
    }

    @Test
    void should_name_the_model_and_the_address_of_a_provider_that_cannot_be_reached() throws IOException {
        Path knowledge = knowledge();
        assertFails("ollama/x", "ask", "--model=ollama/x", "--knowledge", knowledge.toString(), "When does it open?");
        assertThat(err).contains("cannot be reached", "OLLAMA_BASE_URL");
    }

    @Test
    void should_say_that_a_folder_holds_no_documents() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        run("ingest", "--knowledge", directory.resolve("kb").toString(), "--from", empty.toString());
        assertThat(out).contains("There are no documents in " + empty);
    }

    @Test
    void should_not_take_out_the_documents_of_a_folder_for_one_file_unless_it_is_told_to() throws IOException {
        Path knowledge = knowledge();
        Path file = Files.writeString(directory.resolve("one.txt"), "One file that is not in the folder.");

        assertFails("1 of the 1 documents", "ingest", "--knowledge", knowledge.toString(), "--from", file.toString());
        assertThat(err).contains("--replace", directory.resolve("docs").toString(), file.toString());
        run("ask", EXTRACTIVE, "--knowledge", knowledge.toString(), "When does the office open?");
        assertThat(out).contains("The office opens at eight.");

        assertThat(run("ingest", "--replace", "--knowledge", knowledge.toString(), "--from", file.toString()))
                .isZero();
        assertThat(out).contains("1 added", "1 removed");
    }

    @Test
    void should_fail_in_one_line_when_a_library_cannot_be_loaded() throws IOException {
        PrintStream broken = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                throw new UnsatisfiedLinkError("onnxruntime: no such library for this system");
            }
        };
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Path documents = Files.createDirectories(directory.resolve("docs"));

        int code = Main.run(
                broken,
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                "ingest",
                "--knowledge",
                directory.resolve("kb").toString(),
                "--from",
                documents.toString());

        assertThat(code).isEqualTo(1);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("llmops: UnsatisfiedLinkError: onnxruntime: no such library");
    }

    @Test
    void should_exit_with_2_when_it_is_called_wrongly() {
        assertCalledWrongly("--knowledge", "llmops ask --help", "ask", "x");
        assertCalledWrongly("QUESTION", "llmops ask --help", "ask", "--knowledge", "kb");
        assertCalledWrongly("--colour", "llmops ask --help", "ask", "--knowledge", "kb", "--colour", "red", "x");
        assertCalledWrongly("'many'", "llmops ask --help", "ask", "--knowledge", "kb", "--top", "many", "x");
        assertCalledWrongly("'exit'", "llmops --help", "exit");
        assertCalledWrongly("retrieval", "llmops eval --help", "eval");
        assertCalledWrongly("demo, ingest, ask, prompt, eval", "llmops --help");
        assertThat(run("--help")).isZero();
        assertThat(out).contains("demo", "ingest", "ask", "eval");
    }

    private Path knowledge() throws IOException {
        Path documents = Files.createDirectories(directory.resolve("docs"));
        Files.writeString(documents.resolve("a.txt"), "The office opens at eight.");
        Path knowledge = directory.resolve("kb");
        assertThat(run("ingest", "--knowledge", knowledge.toString(), "--from", documents.toString()))
                .isZero();
        return knowledge;
    }

    /** One line that names what is wrong and how to see what is right, exit code 2, and nothing else. */
    private void assertCalledWrongly(String named, String help, String... arguments) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.lines())
                .singleElement()
                .asString()
                .startsWith("llmops: ")
                .contains(named, help);
        assertThat(out).isEmpty();
    }

    /** One clear line that names the thing, exit code 1, and no stack trace. */
    private void assertFails(String named, String... arguments) {
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.lines().filter(l -> l.startsWith("llmops: ")))
                .singleElement()
                .asString()
                .contains(named);
        assertThat(err).doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        out = run.out();
        err = run.err();
        return run.code();
    }
}
