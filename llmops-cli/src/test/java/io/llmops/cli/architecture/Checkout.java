package io.llmops.cli.architecture;

import java.nio.file.Path;

/** Where the checkout is that the tests run in. */
final class Checkout {

    /** The root of the checkout, which the build names. */
    static final Path ROOT =
            Path.of(System.getProperty("llmops.root", "..")).toAbsolutePath().normalize();

    /** Directories of all modules, relative to the root. */
    static final String[] MODULES = {
        "llmops-api",
        "llmops-core",
        "llmops-rag",
        "llmops-agent",
        "llmops-eval",
        "llmops-test",
        "llmops-integrations/llmops-http",
        "llmops-integrations/llmops-openai",
        "llmops-integrations/llmops-ollama",
        "llmops-integrations/llmops-anthropic",
        "llmops-integrations/llmops-gemini",
        "llmops-integrations/llmops-jdbc",
        "llmops-integrations/llmops-kafka",
        "llmops-integrations/llmops-onnx",
        "llmops-integrations/llmops-tika",
        "llmops-integrations/llmops-schema",
        "llmops-integrations/llmops-opencc",
        "llmops-integrations/llmops-web",
        "llmops-cli"
    };

    private Checkout() {}
}
