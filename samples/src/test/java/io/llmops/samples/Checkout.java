package io.llmops.samples;

import java.nio.file.Path;

/** Where the checkout is. */
final class Checkout {

    /** Set by Surefire; tests of an IDE run in the module's folder. */
    static final Path ROOT =
            Path.of(System.getProperty("llmops.root", "..")).toAbsolutePath().normalize();

    private Checkout() {}
}
