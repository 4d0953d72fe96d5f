package io.llmops.onnx;

/**
 * Keeps DJL's tokenizers off the network. Unless told otherwise, they ask the cloud's metadata service who the machine
 * is and report to a telemetry host each time a tokenizer is made, and fetch another native library where they see a
 * GPU. DJL has no other switch than environment variables and system properties of the same names.
 */
final class DjlNetwork {

    private DjlNetwork() {}

    /** Sets both switches, but leaves one alone that the user has set, either way. */
    static void forbid() {
        setUnlessChosen("OPT_OUT_TRACKING", "true");
        setUnlessChosen("RUST_FLAVOR", "cpu");
    }

    private static void setUnlessChosen(String name, String value) {
        if (System.getenv(name) == null && System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
